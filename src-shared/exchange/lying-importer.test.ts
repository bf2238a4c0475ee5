// An importer that is paired properly and lies: it gets no key it should not have, and never a receipt that says the old service may go. docs/security.md, attacks

import { describe, expect, it } from "vitest";
import { nodeSetting, smallSetting } from "../../e2e/harness/two-computers.ts";
import { concat } from "../bytes.ts";
import { encodeDeviceKey, mac0, openMac0, sign1 } from "../crypto/cose.ts";
import { Liar, type Lies } from "../testing/liar.ts";
import { type Outcome, transferBetween } from "../testing/two-computers.ts";
import { type ItemProof, proofFromCbor, proofToCbor } from "./liveness.ts";
import { encodeMessage, type Message, type MessageName } from "./messages.ts";
import { decodeReceiptBody, encodeReceiptBody, type ReceiptBody } from "./receipt.ts";
import { chain, DIGEST_START } from "./session.ts";

const FORGED = new Uint8Array(32).fill(7);
const ITEMS = 3;

function lyingTransfer(lies: Lies): Promise<Outcome> {
  const setting = smallSetting();
  const liar = new Liar("importer", setting.primitives.importer, lies);
  return transferBetween({
    ...setting,
    primitives: { ...setting.primitives, importer: liar.primitives },
    tamper: (ends) => ({ ...ends, importer: liar.channel(ends.importer) }),
  });
}

function about<N extends MessageName>(name: N, lie: (message: Message<N>, liar: Liar) => readonly Message[] | Promise<readonly Message[]>): Lies {
  return { say: (message, liar) => (message.name === name ? lie(message as unknown as Message<N>, liar) : [message]) };
}

const changed = <N extends MessageName>(name: N, lie: (message: Message<N>, liar: Liar) => Partial<Message<N>>): Lies =>
  about(name, (message, liar) => [{ ...message, ...lie(message, liar) } as unknown as Message]);

const keyWasSent = ({ exporter }: Outcome) => exporter.states.includes("waiting-receipt");

describe("an importer that lies before the key", () => {
  const cases: readonly (readonly [string, Lies, string])[] = [
    ["about having the session's keys", changed("request", () => ({ mac: FORGED })), "counterpart.not-authenticated"],
    ["about its signature", changed("request", () => ({ signature: new Uint8Array(64).fill(1) })), "counterpart.not-authenticated"],
    [
      "about whose device it is",
      changed("request", (_, liar) => ({ device: encodeDeviceKey(liar.primitives.generateSigningKey().publicKey) })),
      "counterpart.not-authenticated",
    ],
    ["about the form of its device key", changed("request", () => ({ device: FORGED })), "counterpart.protocol-violation"],
    ["about the key to seal to", changed("request", ({ requestKey }) => ({ requestKey: requestKey.map(() => 0) })), "counterpart.protocol-violation"],
    ["by asking twice", about("request", (message) => [message, message]), "counterpart.protocol-violation"],
    ["about how much it takes", changed("request", () => ({ maximumLength: 1 })), "counterpart.limit-exceeded"],
    ["by acknowledging what was not sent", changed("acknowledged", () => ({ next: 100 })), "counterpart.protocol-violation"],
    ["by acknowledging nothing, so that nobody times out", changed("acknowledged", () => ({ next: 0 })), "counterpart.protocol-violation"],
    ["by acknowledging twice", about("acknowledged", (message) => [message, message]), "counterpart.protocol-violation"],
    ["by holding everything too early", about("acknowledged", () => [{ name: "held", next: 9, digest: FORGED }]), "counterpart.protocol-violation"],
    ["by holding less", changed("held", () => ({ next: 8 })), "counterpart.protocol-violation"],
    ["about the digest of what it holds", changed("held", () => ({ digest: FORGED })), "counterpart.protocol-violation"],
    [
      "by holding everything before anything was sent",
      about("request", (message) => [message, { name: "held", next: 0, digest: new Uint8Array(32) }]),
      "counterpart.protocol-violation",
    ],
    ["by a receipt instead of HELD", about("held", () => [{ name: "receipt", mac: FORGED, signed: FORGED }]), "counterpart.protocol-violation"],
    ["by asking for a chunk of its own", about("held", () => [{ name: "chunk", sequence: 0, sealed: FORGED }]), "counterpart.protocol-violation"],
  ];

  it.each(cases)("%s gets no key", async (_, lies, code) => {
    const outcome = await lyingTransfer(lies);
    expect({ code: outcome.exporter.error?.code, keyWasSent: keyWasSent(outcome) }).toEqual({ code, keyWasSent: false });
  });
});

type ProofLies = {
  readonly proof?: (proof: ItemProof, ordinal: number) => ItemProof;
  readonly body?: (body: ReceiptBody) => ReceiptBody;
  readonly first?: number;
  /** Proofs that go out of each message. */
  readonly count?: number;
};

/** The receipt again, for proofs or a body that were changed, under the liar's own proper keys. */
function consistently({ proof: lieProof = (proof) => proof, body: lieBody = (body) => body, first, count }: ProofLies): Lies {
  let proofs: Uint8Array = DIGEST_START;
  return {
    async say(message, liar) {
      const p = liar.primitives;
      if (message.name === "proof") {
        const items = message.items.slice(0, count).map((item, i) => proofToCbor(lieProof(proofFromCbor(item), message.first + i)));
        if (items.length === 0) return [];
        const lie = { ...message, items, first: first ?? message.first };
        proofs = chain(p, proofs, encodeMessage(lie));
        return [lie];
      }
      if (message.name !== "receipt") return [message];
      const bound = boundOf(liar);
      const body = encodeReceiptBody(lieBody({ ...decodeReceiptBody(openMac0(p, liar.key("cxt1 receipt"), message.mac, bound)), proofs }));
      return [{ name: "receipt", mac: mac0(p, liar.key("cxt1 receipt"), body, bound), signed: await signedBy(liar, body) }];
    },
  };
}

function boundOf(liar: Liar): Uint8Array {
  const key = liar.heard.get("key")?.message;
  const transcript = liar.keys.get("cxt1 receipt")?.context;
  if (key?.name !== "key" || transcript === undefined) throw new Error("no key was heard");
  return concat(liar.primitives.sha256(key.sealed), transcript);
}

function signedBy(liar: Liar, body: Uint8Array): Promise<Uint8Array> {
  const { publicKey, privateKey } = liar.device;
  return sign1(publicKey, async (message) => liar.primitives.sign(privateKey, message), body, boundOf(liar));
}

describe("an importer that lies about what arrived", () => {
  const only = (ordinal: number, lie: (proof: ItemProof) => ItemProof) => consistently({ proof: (proof, at) => (at === ordinal ? lie(proof) : proof) });
  const cases: readonly (readonly [string, Lies, string])[] = [
    ["another fingerprint", only(2, (proof) => ({ ...proof, fingerprint: new Uint8Array(16) })), "mismatch"],
    ["a signature by no key", only(1, (proof) => ({ ...proof, passkeys: proof.passkeys.map(() => new Uint8Array(64).fill(1)) })), "mismatch"],
    ["one signature less", only(1, (proof) => ({ ...proof, passkeys: proof.passkeys.slice(1) })), "mismatch"],
    ["another one-time code", only(0, (proof) => ({ ...proof, totps: proof.totps.map(() => new Uint8Array(16)) })), "mismatch"],
    ["no one-time code", only(0, (proof) => ({ ...proof, totps: proof.totps.map(() => undefined) })), "mismatch"],
    ["nothing kept", only(2, (proof) => ({ ...proof, fingerprint: undefined })), "not-kept"],
  ];

  it.each(cases)("with %s gets that verdict for that item, and the old service is not safe to close", async (_, lies, verdict) => {
    const { exporter } = await lyingTransfer(lies);
    const verdicts = exporter.receipt?.items.map((item) => item.verdict).filter((one) => one !== "proven");
    expect([verdicts, exporter.receipt?.safeToCloseOldService.answer]).toEqual([[verdict], "no"]);
  });

  it("with a signature it calls impossible leaves that passkey untested, and the old service is not safe to close", async () => {
    const { exporter } = await lyingTransfer(only(1, (proof) => ({ ...proof, passkeys: proof.passkeys.map(() => undefined) })));
    expect([exporter.receipt?.passkeys.untested, exporter.receipt?.safeToCloseOldService.answer]).toEqual([1, "no"]);
  });
});

describe("an importer whose receipt", () => {
  const cases: readonly (readonly [string, Lies, string])[] = [
    [
      "counts an outcome more",
      consistently({ body: (body) => ({ ...body, outcomes: { ...body.outcomes, added: ITEMS + 1 } }) }),
      "counterpart.receipt-mismatch",
    ],
    ["counts an item less", consistently({ body: (body) => ({ ...body, items: ITEMS - 1 }) }), "counterpart.receipt-mismatch"],
    ["has another digest", consistently({ body: (body) => ({ ...body, digest: FORGED }) }), "counterpart.receipt-mismatch"],
    ["is for another transfer", consistently({ body: (body) => ({ ...body, transferId: new Uint8Array(16) }) }), "counterpart.receipt-mismatch"],
    ["covers other proofs", consistently({ body: (body) => ({ ...body, proofs: FORGED }) }), "counterpart.receipt-mismatch"],
    [
      "is under another MAC key",
      changed("receipt", ({ mac }, liar) => ({
        mac: mac0(liar.primitives, FORGED, openMac0(liar.primitives, liar.key("cxt1 receipt"), mac, boundOf(liar)), boundOf(liar)),
      })),
      "counterpart.receipt-mismatch",
    ],
    [
      "is signed by another device",
      about("receipt", async (message, liar) => [{ ...message, signed: await byStranger(liar, message) }]),
      "counterpart.receipt-mismatch",
    ],
    [
      "is signed with other contents than the MAC covers",
      about("receipt", async (message, liar) => [{ ...message, signed: await signedBy(liar, FORGED) }]),
      "counterpart.receipt-mismatch",
    ],
    ["is no COSE", changed("receipt", () => ({ mac: FORGED, signed: FORGED })), "counterpart.receipt-mismatch"],
    ["comes before the proofs", about("proof", () => []), "counterpart.receipt-mismatch"],
    ["vouches for items without a proof", consistently({ count: 0 }), "counterpart.receipt-mismatch"],
    ["vouches for one item more than it proved", consistently({ count: ITEMS - 1 }), "counterpart.receipt-mismatch"],
    ["comes after the same proofs twice", about("proof", (message) => [message, message]), "counterpart.receipt-mismatch"],
    ["comes after proofs that begin in the middle", consistently({ first: 1 }), "counterpart.receipt-mismatch"],
    ["comes after proofs of nothing", changed("proof", () => ({ items: [] })), "counterpart.receipt-mismatch"],
    ["comes after proofs in another order", changed("proof", ({ items }) => ({ items: items.toReversed() })), "counterpart.receipt-mismatch"],
    ["comes after proofs of more items than were sent", changed("proof", ({ items }) => ({ items: [...items, ...items] })), "counterpart.receipt-mismatch"],
    ["never comes", about("receipt", () => []), "transport.timed-out"],
  ];

  it.each(cases)("%s ends the exporter's transfer, which says that the key was handed over", async (_, lies, code) => {
    const { exporter } = await lyingTransfer(lies);
    expect([exporter.error?.code, exporter.error?.detail]).toEqual([code, "key handed over"]);
  });

  it("is that of an earlier transfer ends the exporter's transfer", async () => {
    let earlier: Message | undefined;
    await lyingTransfer(
      about("receipt", (message) => {
        earlier = message;
        return [message];
      }),
    );
    const { exporter } = await lyingTransfer(about("receipt", (message) => [earlier ?? message]));
    expect(exporter.error?.code).toBe("counterpart.receipt-mismatch");
  });
});

it("an importer that sends proofs of no form is stopped", async () => {
  const formless = (message: Message): readonly Message[] =>
    message.name === "proof" ? [{ ...message, items: [1, 2, 3] }] : message.name === "receipt" ? [] : [message];
  const { exporter } = await lyingTransfer({ say: formless });
  expect(exporter.error?.code).toBe("counterpart.protocol-violation");
});

it("an importer that reports work without end is stopped", async () => {
  const report: Message = { name: "working", phase: "opening", done: 1, total: 2 };
  const { exporter } = await lyingTransfer(about("proof", () => Array.from({ length: 20_001 }, () => report)));
  expect(exporter.error?.code).toBe("counterpart.limit-exceeded");
});

it("two ends with one device key refuse each other", async () => {
  const pair = nodeSetting.primitives.exporter.generateSigningKey();
  const same = { ...nodeSetting.primitives.exporter, generateSigningKey: () => pair };
  const { importer, target } = await transferBetween(smallSetting({ primitives: { exporter: same, importer: same } }));
  expect([importer.error?.code, importer.states.includes("confirming"), target.document.accounts.length]).toEqual(["counterpart.not-authenticated", false, 0]);
});

function byStranger(liar: Liar, { mac }: Message<"receipt">): Promise<Uint8Array> {
  const { publicKey, privateKey } = nodeSetting.primitives.importer.generateSigningKey();
  const body = openMac0(liar.primitives, liar.key("cxt1 receipt"), mac, boundOf(liar));
  return sign1(publicKey, async (message) => liar.primitives.sign(privateKey, message), body, boundOf(liar));
}
