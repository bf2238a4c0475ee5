// `doctor`: looks for what keeps two computers apart, and names one fix for each.

import type { Command } from "commander";
import { examine } from "../../services/doctor.ts";
import type { Context, Runner } from "../context.ts";
import { green, yellow } from "../output.ts";

export function addDoctor(parent: Command, run: Runner): void {
  parent.command("doctor").description("find out what keeps two computers from reaching each other").action(run(doctor));
}

async function doctor({ host, output }: Context): Promise<void> {
  for (const { check, kind, text, fix } of await examine(host.probes)) {
    const lines = fix === undefined ? [`${green("✓")} ${text}`] : [`${yellow("!")} ${text}`, `  ${fix}`];
    output.emit({ event: "finding", kind, reason: check, text, ...(fix ? { fix } : {}) }, lines);
  }
}
