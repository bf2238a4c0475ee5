// `destinations`: computers nearby that show Receive.

import type { Command } from "commander";
import type { Computer } from "../../services/links/computers.ts";
import type { Context, Runner } from "../context.ts";
import { destinationEvent, whereabouts } from "../destination-text.ts";
import { destinationsOf, troubleTeller } from "../links.ts";
import { bold, dim } from "../output.ts";

type Options = { readonly watch?: boolean };

/** Milliseconds of listening for a list. */
const LISTENING = 4000;

export function addDestinations(parent: Command, run: Runner): void {
  parent.command("destinations").description("computers nearby that show Receive").option("--watch", "go on until stopped").action(run(destinations));
}

async function destinations(context: Context, { watch = false }: Options): Promise<void> {
  const { output, signal } = context;
  const service = destinationsOf(context, "any");
  if (watch) {
    const there = new Map<string, Computer>();
    const found = (one: Computer) => {
      there.set(one.id, one);
      show(output, one, "found");
    };
    const lost = (id: string) => {
      const one = there.get(id);
      if (one && there.delete(id)) show(output, one, "lost");
    };
    return service.watch({ found, lost, trouble: troubleTeller(output) }, signal);
  }
  const nearby = await service.list(LISTENING, signal);
  for (const one of nearby) show(output, one, "found");
  if (nearby.length === 0) output.lines("No computer nearby shows Receive. Start “keyferry receive” on the other computer, or send to its address.");
}

function show(output: Context["output"], one: Computer, state: "found" | "lost"): void {
  output.emit(destinationEvent(one, state), `${bold(one.id)}  ${whereabouts(one)}${state === "lost" ? dim("  gone") : ""}`);
}
