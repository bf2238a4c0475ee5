// Mutated frames and documents against every decoder that meets untrusted bytes: each must end in a value or an ExchangeError, soon.
// `npm run fuzz -- 1000000` tries a million (goals.md R4); a finding is printed with the seed that makes it again, and ends the run with 1.

import { nodePrimitives } from "../src-main/platform/primitives.ts";
import { utf8 } from "../src-shared/bytes.ts";
import { decodeCbor, decodeCborMaps } from "../src-shared/cbor/codec.ts";
import { importerHello } from "../src-shared/crypto/handshake.ts";
import { decodeDocument } from "../src-shared/cxf/decode.ts";
import { encodeDocument } from "../src-shared/cxf/encode.ts";
import { documentFromCbor, itemFromCbor } from "../src-shared/cxf/from-cbor.ts";
import { rehearsalDocument } from "../src-shared/cxf/rehearsal-document.ts";
import { documentToCbor, itemToCbor } from "../src-shared/cxf/to-cbor.ts";
import { ExchangeError } from "../src-shared/errors.ts";
import { decodeEntry } from "../src-shared/exchange/entries.ts";
import { exporterStep, startExporter } from "../src-shared/exchange/exporter.ts";
import { decodeKeyMessage, encodeKeyMessage } from "../src-shared/exchange/key-message.ts";
import { decodeMessage, encodeMessage } from "../src-shared/exchange/messages.ts";
import { seededRandom } from "../src-shared/testing/random.ts";

type Target = { readonly name: string; readonly seeds: readonly Uint8Array[]; readonly decode: (bytes: Uint8Array) => unknown };

const { document } = rehearsalDocument();
const items = document.accounts.flatMap((account) => account.items.map(itemToCbor));
const messages = [
  encodeMessage({ name: "acknowledged", next: 7 }),
  encodeMessage({ name: "abort", reason: "cancelled" }),
  encodeMessage({ name: "held", next: 3, digest: new Uint8Array(32) }),
  encodeMessage({ name: "working", phase: "opening", done: 1, total: 2 }),
];
const sent = { accounts: 1, collections: 0, items: 1, files: 0, credentials: { totp: 1 } };
const bytes32 = new Uint8Array(32);
const keyMessage = encodeKeyMessage({
  transferId: new Uint8Array(16),
  contentKey: bytes32,
  counts: sent,
  binding: bytes32,
  digest: bytes32,
  moment: 1,
  stays: [{ title: "Key", type: "passkey", reason: "bound" }],
  complete: true,
  challenge: bytes32,
});
const SELF = { publicKey: new Uint8Array(64), name: "fuzz", known: () => undefined, chunkSize: 65_536, link: { kind: "lan" }, packs: true, moment: 0 } as const;
const first = importerHello(nodePrimitives, "screens").hello;

const TARGETS: readonly Target[] = [
  { name: "strict CBOR", seeds: [...items, ...messages], decode: decodeCbor },
  { name: "strict CBOR, maps", seeds: messages, decode: decodeCborMaps },
  { name: "message", seeds: messages, decode: decodeMessage },
  { name: "key message", seeds: [keyMessage], decode: decodeKeyMessage },
  { name: "stream entry", seeds: items.map((item) => Uint8Array.of(0x83, 3, 0, ...item)), decode: decodeEntry },
  { name: "item", seeds: items, decode: itemFromCbor },
  { name: "document in CBOR", seeds: [documentToCbor(document)], decode: documentFromCbor },
  { name: "document in JSON", seeds: [utf8(encodeDocument(document))], decode: (bytes) => decodeDocument(new TextDecoder().decode(bytes)) },
  {
    name: "first frame at the exporter",
    seeds: [first],
    decode: (bytes) => exporterStep(nodePrimitives, startExporter(SELF)[0], { type: "frame", frame: bytes }),
  },
];
/** Tries per round for the targets that cost milliseconds each. */
const SLOW: { readonly [name: string]: number } = { "document in CBOR": 20, "document in JSON": 20, "first frame at the exporter": 20 };
const ROUND = 500;
/** Milliseconds one decoder may take (R4). */
const LONGEST = 1000;

function mutate(bytes: Uint8Array, random: (length: number) => Uint8Array): Uint8Array {
  const [count = 0, kind = 0, ...draws] = random(18);
  let out = bytes.slice();
  for (let i = 0; i <= count % 4; i++) {
    const at = (((draws[i * 4] ?? 0) << 16) | ((draws[i * 4 + 1] ?? 0) << 8) | (draws[i * 4 + 2] ?? 0)) % Math.max(1, out.length);
    const value = draws[i * 4 + 3] ?? 0;
    if (kind % 5 === 0) out = out.slice(0, at);
    else if (kind % 5 === 1) out = Uint8Array.from([...out.subarray(0, at), value, ...out.subarray(at)]);
    else if (kind % 5 === 2) out = Uint8Array.from([...out.subarray(0, at), ...out.subarray(at + 1 + (value % 8))]);
    else out[at] = kind % 5 === 3 ? value : (out[at] ?? 0) ^ (1 << (value % 8));
  }
  return out;
}

function tryOnce(target: Target, seed: string): "accepted" | "refused" {
  const random = seededRandom(seed);
  const from = target.seeds[(random(1)[0] ?? 0) % target.seeds.length] ?? new Uint8Array(0);
  const input = mutate(from, random);
  const started = performance.now();
  const verdict = decoded(target, input, seed);
  if (performance.now() - started > LONGEST) throw new Error(`${target.name}, seed ${seed}: took too long`);
  return verdict;
}

function decoded(target: Target, input: Uint8Array, seed: string): "accepted" | "refused" {
  try {
    target.decode(input);
    return "accepted";
  } catch (thrown) {
    if (thrown instanceof ExchangeError && thrown.code !== "internal.bug") return "refused";
    throw new Error(`${target.name}, seed ${seed}`, { cause: thrown });
  }
}

const wanted = Number(process.argv[2] ?? 100_000);
const base = process.argv[3] ?? String(Date.now());
const counts = new Map(TARGETS.map(({ name }) => [name, { accepted: 0, refused: 0 }]));
for (let tried = 0, round = 0; tried < wanted; round++)
  for (const target of TARGETS)
    for (let i = 0; i < (SLOW[target.name] ?? ROUND) && tried < wanted; i++, tried++) {
      const count = counts.get(target.name);
      if (count) count[tryOnce(target, `${base}/${round}/${i}`)]++;
    }
for (const [name, { accepted, refused }] of counts) process.stdout.write(`${name.padEnd(30)} ${accepted} accepted, ${refused} refused\n`);
process.stdout.write(`${wanted} tried from seed ${base}, nothing found\n`);
