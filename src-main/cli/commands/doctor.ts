// `doctor`: looks for what keeps two computers apart, and names one fix and another way for each.

import type { Command } from "commander";
import type { Diagnosis } from "../../services/diagnosis.ts";
import { examine } from "../../services/doctor.ts";
import { parseCounterpart } from "../../services/doctor-counterpart.ts";
import type { Context, Runner } from "../context.ts";
import { dim, green, yellow } from "../output.ts";

type Options = { readonly to?: string };

export function addDoctor(parent: Command, run: Runner): void {
  parent
    .command("doctor")
    .description("find out what keeps two computers from reaching each other")
    .option("--to <address>", "the other computer's IP address, with or without the port that Receive shows")
    .action(run(doctor));
}

const MARKS: Record<Diagnosis["kind"], string> = { fine: green("✓"), note: dim("i"), trouble: yellow("!"), unknown: dim("?") };

async function doctor({ host, output }: Context, { to }: Options): Promise<void> {
  for (const { check, ...finding } of await examine(host.probes, to === undefined ? undefined : parseCounterpart(to))) {
    const { kind, text, fix, otherwise } = finding;
    const lines = [`${MARKS[kind]} ${text}`, ...(fix ? [`  ${fix}`] : []), ...(otherwise ? [`  Or: ${otherwise}`] : [])];
    output.emit({ event: "finding", reason: check, ...finding }, lines);
  }
}
