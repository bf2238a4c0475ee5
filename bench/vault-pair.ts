// Two warm processes with vaults of their own, and transfers between them.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Side, startSide } from "./side-process.ts";

export type Transferred = {
  readonly milliseconds: number;
  readonly processor: number;
  readonly proven: number;
  readonly items: number;
  readonly acknowledged: boolean;
};
/** Of the exporter besides: milliseconds from its owner's approval until the other side held everything, and until the receipt. */
export type Sent = Transferred & { readonly held: number; readonly approved: number };
export type Pair = { readonly exporter: Side; readonly importer: Side; readonly folder: string };
/** `through`: the port that leads to the importer's, which is its own when absent. */
export type Way = { readonly through?: (port: number) => Promise<number>; readonly claims?: number; readonly reading?: number };

/** Into a vault made for it. */
export async function transferOnce(
  { exporter, importer, folder }: Pair,
  { through, ...sending }: Way = {},
): Promise<readonly [sent: Sent, received: Transferred]> {
  importer.say({ do: "create", folder: mkdtempSync(join(folder, "importer-")), items: 0 });
  await importer.next();
  importer.say({ do: "receive" });
  const { port } = await importer.next<{ port: number }>();
  exporter.say({ do: "send", port: (await through?.(port)) ?? port, ...sending });
  const { digits } = await importer.next<{ digits: string }>();
  exporter.say({ do: "code", digits });
  const [sent, received] = await Promise.all([exporter.next<Sent>(), importer.next<Transferred>()]);
  if (sent.proven !== sent.items || !received.acknowledged) throw new Error(`only ${sent.proven} of ${sent.items} items were proven`);
  return [sent, received];
}

/** The exporter's vault is filled by a process of its own, so that what filling takes is not counted. */
export async function withPair<T>(items: number, work: (pair: Pair) => Promise<T>, { files = true }: { readonly files?: boolean } = {}): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "keyferry-bench-"));
  const sides: Side[] = [];
  const side = (name: string) => sides[sides.push(startSide("vault-side.ts", name)) - 1] as Side;
  try {
    const filler = side("filler");
    filler.say({ do: "create", folder: join(folder, "exporter"), items, files });
    await filler.next();
    await filler.stop();
    const [exporter, importer] = [side("exporter"), side("importer")];
    exporter.say({ do: "open", folder: join(folder, "exporter") });
    await exporter.next();
    return await work({ exporter, importer, folder });
  } finally {
    await Promise.all(sides.map((one) => one.stop()));
    rmSync(folder, { recursive: true });
  }
}
