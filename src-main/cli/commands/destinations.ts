// `destinations`: computers nearby that show Receive.

import type { Command } from "commander";
import type { ExchangeError } from "../../../src-shared/errors.ts";
import type { Nearby } from "../../../src-shared/exchange/discovery.ts";
import { addressText } from "../../services/address.ts";
import type { Context, Runner } from "../context.ts";
import { bold, dim, yellow } from "../output.ts";

type Options = { readonly watch?: boolean };

/** Milliseconds of listening for a list. */
const LISTENING = 4000;

export function addDestinations(parent: Command, run: Runner): void {
  parent.command("destinations").description("computers nearby that show Receive").option("--watch", "go on until stopped").action(run(destinations));
}

async function destinations({ host, output, signal }: Context, { watch = false }: Options): Promise<void> {
  if (watch) {
    const there = new Map<string, Nearby>();
    const found = (one: Nearby) => {
      there.set(one.id, one);
      show(output, one, "found");
    };
    const lost = (id: string) => {
      const one = there.get(id);
      if (one && there.delete(id)) show(output, one, "lost");
    };
    const trouble = (error: ExchangeError) => showTrouble(output, error);
    return host.destinations.watch({ found, lost, trouble }, signal);
  }
  const nearby = await host.destinations.list(LISTENING, signal);
  for (const one of nearby) show(output, one, "found");
  if (nearby.length === 0) output.lines("No computer nearby shows Receive. Start “keyferry receive” on the other computer, or send to its address.");
}

function showTrouble(output: Context["output"], { detail = "" }: ExchangeError): void {
  const text = `Computers nearby cannot be looked for on this network just now (${detail}).`;
  const fix = "Run “keyferry doctor”, or send to the address that Receive shows.";
  output.emit({ event: "finding", kind: "trouble", reason: "multicast", text, fix }, `${yellow("!")} ${text} ${fix}`);
}

function show(output: Context["output"], { id, addresses, port }: Nearby, state: "found" | "lost"): void {
  const host = addresses[0] ?? "";
  output.emit({ event: "destination", id, host, port, state }, `${bold(id)}  ${addressText(host, port)}${state === "lost" ? dim("  gone") : ""}`);
}
