// P6 and P7: what packing gains over a slow link, held against what its bytes take at the link's rate, and whether the choice is ever the worse one.

import { type LinkSpeed, openRelay, type Relay } from "./link.ts";
import { interleaved, median, milliseconds, type Row } from "./measure.ts";
import { type Pair, type Sent, transferOnce, withPair } from "./vault-pair.ts";

const LIKE_BLUETOOTH: LinkSpeed = { rate: 50_000, roundTrip: 30 };
/** Milliseconds the owner takes to read the review and answer the system: taken off. */
const READING = 1000;
/** A link that says it is this fast, or this slow, settles how the payload goes; bytes a second. */
const CLAIMS = { plain: 1e12, packed: 1, chosen: undefined } as const;
type As = keyof typeof CLAIMS;

type Carried = { readonly sent: Sent; readonly bytes: number };

async function over(pair: Pair, speed: LinkSpeed | undefined, as: As): Promise<Carried> {
  const relays: Relay[] = [];
  const through = async (port: number) => {
    if (speed === undefined) return port;
    const relay = await openRelay(speed, port);
    relays.push(relay);
    return relay.port;
  };
  const claims = CLAIMS[as];
  try {
    const [sent] = await transferOnce(pair, { through, reading: READING, ...(claims !== undefined && { claims }) });
    const [there = 0, back = 0] = relays[0]?.carried() ?? [];
    return { sent, bytes: there + back };
  } finally {
    for (const relay of relays) relay.close();
  }
}

/** P6 */
export function benchSlowLink(rounds: number): Promise<readonly Row[]> {
  return withPair(
    1000,
    async (pair) => {
      pair.exporter.say({ do: "weigh" });
      const weight = await pair.exporter.next<{ readonly plain: number; readonly packed: number }>();
      const runs: Record<As, Carried[]> = { plain: [], packed: [], chosen: [] };
      await interleaved(rounds, {
        chosen: () => timed(runs.chosen, over(pair, LIKE_BLUETOOTH, "chosen")),
        plain: () => timed(runs.plain, over(pair, LIKE_BLUETOOTH, "plain")),
      });
      const ideal = (weight.packed / LIKE_BLUETOOTH.rate) * 1000;
      const of = (as: As, what: (one: Carried) => number) => runs[as].map(what);
      const held = of("chosen", ({ sent }) => sent.held);
      const proven = of("chosen", ({ sent }) => sent.approved);
      const all = (median(of("chosen", ({ bytes }) => bytes)) / LIKE_BLUETOOTH.rate) * 1000;
      const share = `${weight.plain} bytes packed to ${weight.packed} (${(weight.packed / weight.plain).toFixed(2)}), ideal ${ideal.toFixed(0)} ms`;
      return [
        {
          goal: "P6",
          what: "1,000 items over 400 kbit/s, RTT 30 ms: from the approval until all are there",
          value: milliseconds(held),
          ratio: median(held) / ideal,
          limit: 1.15,
        },
        { goal: "P6", what: "  beside it: the payload", value: share },
        { goal: "P6", what: "  beside it: as it is, until all are there", value: milliseconds(of("plain", ({ sent }) => sent.held)) },
        { goal: "P6", what: "  beside it: until they are committed, proven one by one, and the receipt is back", value: milliseconds(proven) },
        { goal: "P6", what: "  beside it: what all bytes of the session, both ways, take at the link's rate", value: `${all.toFixed(0)} ms` },
      ];
    },
    { files: false },
  );
}

async function timed(runs: Carried[], run: Promise<Carried>): Promise<number> {
  const carried = await run;
  runs.push(carried);
  return carried.sent.milliseconds - READING;
}

const LINKS: readonly { readonly name: string; readonly speed: LinkSpeed | undefined; readonly items: number }[] = [
  { name: "loopback", speed: undefined, items: 10_000 },
  { name: "1 Gbit/s, RTT 1 ms", speed: { rate: 125e6, roundTrip: 1 }, items: 10_000 },
  { name: "100 Mbit/s, RTT 5 ms", speed: { rate: 12.5e6, roundTrip: 5 }, items: 10_000 },
  { name: "400 kbit/s, RTT 30 ms", speed: LIKE_BLUETOOTH, items: 500 },
];

/** P7 */
export async function benchAdaptivity(rounds: number): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const { name, speed, items } of LINKS) {
    const times = await withPair(
      items,
      async (pair) => {
        const run = (as: As) => async () => (await over(pair, speed, as)).sent.milliseconds - READING;
        for (const as of ["plain", "packed"] as const) await run(as)();
        return interleaved(rounds, { chosen: run("chosen"), plain: run("plain"), packed: run("packed") });
      },
      { files: false },
    );
    const [chosen = [], plain = [], packed = []] = [times.chosen, times.plain, times.packed];
    const better = Math.min(median(plain), median(packed));
    rows.push(
      {
        goal: "P7",
        what: `${items.toLocaleString("en")} items, ${name}: from connecting to the receipt, as chosen`,
        value: milliseconds(chosen),
        ratio: median(chosen) / better,
        limit: 1.1,
      },
      { goal: "P7", what: "  beside it: as it is", value: milliseconds(plain) },
      { goal: "P7", what: "  beside it: packed", value: milliseconds(packed) },
    );
  }
  return rows;
}
