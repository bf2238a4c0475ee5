// The exporter between snapshot and START, step by step: what it sends, asks and decides. docs/protocol.md §7.2

import { describe, expect, it } from "vitest";
import { nodePrimitives } from "../../src-main/platform/primitives.ts";
import { exporterStep } from "./exporter.ts";
import type { ExporterEffect, ExporterInput, ExporterState } from "./exporter-state.ts";
import { decodeMessage, type Message, type MessageName } from "./messages.ts";
import { openFrame, sealMessage, secured } from "./secured.ts";

const p = nodePrimitives;
const LENGTH = 300_000;

type Link = { readonly kind: "lan" | "ble" | "memory"; readonly knownRate?: number };
type Setting = { readonly link?: Link; readonly packs?: boolean; readonly offered?: boolean; readonly packable?: boolean };

/** An exporter that has a request and its snapshot, and the importer's end of the link. */
class Session {
  state: ExporterState;
  effects: readonly ExporterEffect[] = [];
  #importer: ReturnType<typeof secured>;
  #clock = 0;

  constructor({ link = { kind: "lan" }, packs = true, offered = true, packable = true }: Setting = {}) {
    const [one, two] = [p.random(32), p.random(32)] as unknown as [never, never];
    this.#importer = secured(two, one);
    const keys = { transcript: p.random(32), fingerprintKey: p.random(32) };
    const self = { chunkSize: 4096, link, packs };
    const request = { transferId: p.random(16), packing: offered ? 1 : undefined, maximumLength: 2 ** 30 };
    this.state = { name: "snapshotting", self, keys, request, link: secured(one, two), counterpart: { name: "x" } } as unknown as ExporterState;
    const counts = { accounts: 1, collections: 0, items: 1, files: 0, credentials: {} };
    const parts = packable ? { packable: { fileLength: 100_000, entries: () => [] } } : {};
    this.take({ type: "snapshot", snapshot: { counts, stays: [], losses: [], unselected: 0, length: LENGTH, ...parts } });
  }

  /** Its questions for the time are answered at once; what else it does is to be looked at until the next input. */
  take(input: ExporterInput): this {
    let effects: readonly ExporterEffect[];
    [this.state, effects] = exporterStep(p, this.state, input);
    this.effects = effects;
    while (effects.some((effect) => effect.do === "time")) {
      [this.state, effects] = exporterStep(p, this.state, { type: "timed", at: this.#clock });
      this.effects = [...this.effects, ...effects];
    }
    return this;
  }

  /** The messages just sent. */
  get sent(): readonly Message[] {
    return this.effects.flatMap((effect) => {
      if (effect.do !== "send") return [];
      const [next, body] = openFrame(p, this.#importer, effect.frame);
      this.#importer = next;
      return body === undefined ? [] : [decodeMessage(body)];
    });
  }

  /** From the importer, some milliseconds later. */
  hear(message: Message, milliseconds = 0): this {
    this.#clock += milliseconds;
    const [next, frame] = sealMessage(p, this.#importer, message);
    this.#importer = next;
    return this.take({ type: "frame", frame });
  }

  /** Answers every probe as a link of this speed would, bytes a second. */
  overLink(rate: number): this {
    for (let [probe] = this.sent; probe?.name === "probe"; [probe] = this.sent)
      this.hear({ name: "probed", bytes: probe.filling.length }, 20 + (probe.filling.length / rate) * 1000);
    return this;
  }

  did(effect: ExporterEffect["do"]): ExporterEffect | undefined {
    return this.effects.find((one) => one.do === effect);
  }

  get estimate() {
    const asked = this.did("ask-approval");
    return asked?.do === "ask-approval" ? asked.review.estimate : undefined;
  }
}

const SLOW = 50_000;
const GOOD = { plain: 200_000, packed: 80_000, milliseconds: 8 };
const failure = ({ state }: Session) => (state.name === "failed" ? state.error.code : state.name);
const start = (session: Session) => session.sent.find((message): message is Message<"start"> => message.name === ("start" satisfies MessageName));

describe("measuring", () => {
  it("begins with a probe of 256 bytes", () => {
    expect(new Session().sent).toEqual([{ name: "probe", filling: new Uint8Array(256) }]);
  });

  it.each([{ kind: "memory" }, { kind: "ble", knownRate: SLOW }] as const)("is not done over %o", (link) => {
    expect(new Session({ link }).sent).toEqual([]);
  });

  it("asks for approval with an estimate of what the link was measured to carry", () => {
    expect(new Session({ packs: false }).overLink(SLOW).estimate).toEqual({ link: "lan", bytesPerSecond: 50_000, bytes: 303_104, seconds: 7, itemSeconds: 6 });
  });

  it("estimates files apart, and what is packed by its packed size", () => {
    const session = new Session().overLink(SLOW).take({ type: "weighed", weighed: GOOD });
    expect(session.estimate).toEqual({ link: "lan", bytesPerSecond: 50_000, bytes: 180_224, seconds: 4, itemSeconds: 2 });
  });

  it("gives no estimate for a link of which nothing is known", () => {
    const session = new Session({ link: { kind: "memory" } });
    expect([session.did("ask-approval")?.do, session.estimate]).toEqual(["ask-approval", undefined]);
  });

  it.each([
    ["of another size", 255],
    ["of nothing", 0],
  ])("ends with an answer %s", (_, bytes) => {
    expect(failure(new Session().hear({ name: "probed", bytes }))).toBe("counterpart.protocol-violation");
  });

  it("ends with an answer to no probe", () => {
    const session = new Session().overLink(SLOW).take({ type: "weighed", weighed: GOOD });
    expect(failure(session.hear({ name: "probed", bytes: 256 }))).toBe("counterpart.protocol-violation");
  });

  it("ends in its own time when no answer comes", () => {
    expect(failure(new Session().take({ type: "timeout" }))).toBe("transport.timed-out");
  });
});

describe("packing", () => {
  it("is weighed over a slow link", () => {
    expect(new Session().overLink(SLOW).did("weigh")).toEqual({ do: "weigh" });
  });

  it.each([
    ["the importer does not take it", { offered: false }],
    ["this side cannot compress", { packs: false }],
    ["the vault does not say what it needs to", { packable: false }],
  ] as const)("is not when %s", (_, setting) => {
    expect(new Session(setting).overLink(SLOW).did("weigh")).toBeUndefined();
  });

  it("is not over a link faster than any packing", () => {
    expect(new Session().overLink(1e9).did("weigh")).toBeUndefined();
  });

  it("is measured in full when it pays", () => {
    expect(new Session().overLink(SLOW).take({ type: "weighed", weighed: GOOD }).did("measure-packing")).toEqual({ do: "measure-packing" });
  });

  it("is announced with its own length", () => {
    const session = new Session().overLink(SLOW).take({ type: "weighed", weighed: GOOD }).take({ type: "packed", length: 81_000 }).take({ type: "approved" });
    expect(start(session)).toMatchObject({ packing: 1, length: 184_320, chunks: 45 });
  });

  it("waits for its length when the owner was faster", () => {
    const session = new Session().overLink(SLOW).take({ type: "weighed", weighed: GOOD }).take({ type: "approved" });
    expect([session.state.name, start(session)]).toEqual(["packing", undefined]);
  });

  it("goes on when the length comes after the approval", () => {
    const session = new Session().overLink(SLOW).take({ type: "weighed", weighed: GOOD }).take({ type: "approved" }).take({ type: "packed", length: 81_000 });
    expect(start(session)).toMatchObject({ packing: 1, length: 184_320 });
  });

  it("is left when it makes nothing smaller", () => {
    const session = new Session().overLink(SLOW).take({ type: "weighed", weighed: { ...GOOD, packed: 200_000 } });
    const measured = session.did("measure-packing");
    const announced = start(session.take({ type: "approved" }));
    expect([measured, announced?.packing, announced?.length]).toEqual([undefined, undefined, 303_104]);
  });
});
