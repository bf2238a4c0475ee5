// Run as a program of its own, it asks the system's prompt what stdin says, a JSON object a line, and writes each answer as an event.

import { createInterface } from "node:readline";
import { polkitPresence } from "../../src-main/platform/presence-polkit.ts";
import type { PresenceAction } from "../../src-shared/presence/presence.ts";

export type AskerOrder =
  | { readonly id: string; readonly order: "state"; readonly action: PresenceAction }
  | { readonly id: string; readonly order: "verify"; readonly action: PresenceAction; readonly deadline: number }
  | { readonly id: string; readonly order: "abort" };

const presence = polkitPresence();
const asked = new Map<string, AbortController>();

function say(line: { readonly event: string; readonly [member: string]: unknown }): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function follow(order: AskerOrder): Promise<void> {
  switch (order.order) {
    case "state":
      return say({ event: order.id, state: await presence.state(order.action) });
    case "verify": {
      const abort = new AbortController();
      asked.set(order.id, abort);
      const answer = await presence.verify({ action: order.action, text: "" }, { signal: abort.signal, deadline: order.deadline });
      return say({ event: order.id, answer });
    }
    case "abort":
      return asked.get(order.id)?.abort();
  }
}

process.on("unhandledRejection", (thrown) => say({ event: "unhandled", text: String(thrown) }));
createInterface({ input: process.stdin }).on("line", (line) => void follow(JSON.parse(line) as AskerOrder));
