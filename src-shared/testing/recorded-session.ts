// One honest session between the two pure roles, step by step: every state a role was in and the input that moved it on, to be replayed with faults.

import { sign1 } from "../crypto/cose.ts";
import { generateRequestKey, openKeyMessage, sealKeyMessage } from "../crypto/hpke.ts";
import type { CredentialKeys, Primitives } from "../crypto/primitives.ts";
import { exporterStep, startExporter } from "../exchange/exporter.ts";
import type { ExporterEffect, ExporterInput, ExporterState } from "../exchange/exporter-state.ts";
import { importerStep, startImporter } from "../exchange/importer.ts";
import type { ImporterEffect, ImporterInput, ImporterState } from "../exchange/importer-state.ts";
import { type ProofContext, proofToCbor, proveItem } from "../exchange/liveness.ts";
import { type OpeningPorts, openPayload } from "../exchange/opening.ts";
import { PayloadCutter } from "../exchange/payload.ts";
import type { DeviceIdentity, ExportSnapshot } from "../exchange/ports.ts";
import { NO_OUTCOMES } from "../exchange/receipt.ts";
import { FakeClock } from "./fake-clock.ts";
import { type MemoryContent, MemoryVault } from "./memory-vault.ts";
import { fakeDevice } from "./two-computers.ts";

/** What a role was given, and the state it was in before. */
export type Recorded<State, Input> = { readonly state: State; readonly input: Input };
export type RecordedSession = {
  readonly exporter: readonly Recorded<ExporterState, ExporterInput>[];
  readonly importer: readonly Recorded<ImporterState, ImporterInput>[];
};

type Post = { readonly to: "exporter"; readonly input: ExporterInput } | { readonly to: "importer"; readonly input: ImporterInput };

export async function recordSession(p: Primitives, credentialKeys: CredentialKeys, content: MemoryContent): Promise<RecordedSession> {
  const posts: Post[] = [];
  const room = { code: "" };
  const exporting = new Exporting(p, await new MemoryVault(content).source().snapshot(undefined), room);
  const importing = new Importing(p, credentialKeys, room);
  const recorded = { exporter: [] as Recorded<ExporterState, ExporterInput>[], importer: [] as Recorded<ImporterState, ImporterInput>[] };
  let [exporter, exporterEffects] = startExporter({ ...exporting.device, chunkSize: 4096, link: { kind: "memory" }, packs: false, moment: 1_773_014_400 });
  let [importer, importerEffects] = startImporter(p, {
    ...importing.device,
    transferId: p.random(16),
    types: undefined,
    maximumLength: 2 ** 30,
    phoneCode: undefined,
    unpacks: false,
  });
  for (;;) {
    for (const effect of exporterEffects) posts.push(...(await exporting.perform(effect)));
    for (const effect of importerEffects) posts.push(...(await importing.perform(effect)));
    const post = posts.shift();
    if (post === undefined) break;
    [exporterEffects, importerEffects] = [[], []];
    if (post.to === "exporter") {
      recorded.exporter.push({ state: copyOf(exporter), input: copyOf(post.input) });
      [exporter, exporterEffects] = exporterStep(p, exporter, post.input);
    } else {
      recorded.importer.push({ state: copyOf(importer), input: copyOf(post.input) });
      [importer, importerEffects] = importerStep(p, importer, post.input);
    }
  }
  if (exporter.name !== "done" || importer.name !== "done") throw new Error(`the honest session ended as ${exporter.name} and ${importer.name}`);
  return recorded;
}

class Exporting {
  readonly device: DeviceIdentity;
  readonly #p: Primitives;
  readonly #snapshot: ExportSnapshot;
  readonly #room: { readonly code: string };
  #cutter: PayloadCutter | undefined;

  constructor(p: Primitives, snapshot: ExportSnapshot, room: { readonly code: string }) {
    this.device = fakeDevice(p, "Old laptop");
    this.#p = p;
    this.#snapshot = snapshot;
    this.#room = room;
  }

  async perform(effect: ExporterEffect): Promise<readonly Post[]> {
    if (effect.do === "send") return [{ to: "importer", input: { type: "frame", frame: effect.frame } }];
    const input = await this.#answer(effect);
    return input === undefined ? [] : [{ to: "exporter", input }];
  }

  async #answer(effect: ExporterEffect): Promise<ExporterInput | undefined> {
    switch (effect.do) {
      case "ask-code":
        return { type: "code", text: this.#room.code };
      case "sign":
        return { type: "signed", signature: await this.device.sign(effect.message) };
      case "snapshot":
        return { type: "snapshot", snapshot: this.#snapshot };
      case "ask-approval":
        return { type: "approved" };
      case "cut":
        this.#cutter ??= new PayloadCutter(this.#snapshot.entries(), effect.plan);
        return { type: "cut", ...this.#cutter.next() };
      case "seal-key":
        return { type: "key-sealed", message: await sealKeyMessage(effect.sealing, this.#p) };
      case "conclude":
        return { type: "concluded", proven: this.#snapshot.counts.items };
      default:
        return undefined;
    }
  }
}

class Importing {
  readonly device: DeviceIdentity;
  readonly #p: Primitives;
  readonly #credentialKeys: CredentialKeys;
  readonly #target = new MemoryVault().target();
  readonly #room: { code: string };

  constructor(p: Primitives, credentialKeys: CredentialKeys, room: { code: string }) {
    this.device = fakeDevice(p, "New laptop");
    this.#p = p;
    this.#credentialKeys = credentialKeys;
    this.#room = room;
  }

  async perform(effect: ImporterEffect): Promise<readonly Post[]> {
    if (effect.do === "send") return [{ to: "exporter", input: { type: "frame", frame: effect.frame } }];
    if (effect.do === "show-code") this.#room.code = effect.code;
    const inputs = effect.do === "prove" ? await this.#prove(effect.context) : [await this.#answer(effect)];
    return inputs.flatMap((input) => (input === undefined ? [] : [{ to: "importer", input }]));
  }

  async #prove(context: ProofContext): Promise<readonly ImporterInput[]> {
    const proved = await Promise.all([...this.#target.committed()].map((item) => proveItem(this.#p, this.#credentialKeys, context, item)));
    const items = proved.map(({ proof }) => proofToCbor(proof));
    return [
      { type: "proofs", first: 0, items },
      { type: "proved", outcomes: { ...NO_OUTCOMES, added: proved.length } },
    ];
  }

  async #answer(effect: ImporterEffect): Promise<ImporterInput | undefined> {
    const { sign, publicKey } = this.device;
    switch (effect.do) {
      case "ask-codes-match":
        return { type: "confirmed" };
      case "ask-approval":
        return { type: "approved" };
      case "make-request":
        return { type: "request-ready", ...(await generateRequestKey(this.#p)), signature: await sign(effect.message) };
      case "hold":
        this.#target.hold(effect.sequence, effect.chunk);
        return { type: "held" };
      case "open-key":
        return { type: "key-opened", plaintext: await openKeyMessage(effect.opening) };
      case "open-payload":
        return { type: "opened", ...(await openPayload(this.#opening(), effect)) };
      case "plan":
        return { type: "planned", plan: this.#target.plan() };
      case "commit":
        await this.#target.commit(() => "keep-both");
        return { type: "committed" };
      case "sign-receipt":
        return { type: "receipt-signed", signed: await sign1(publicKey, sign, effect.payload, effect.externalAad) };
      default:
        return undefined;
    }
  }

  #opening(): OpeningPorts {
    return { primitives: this.#p, clock: new FakeClock(), target: this.#target, signal: new AbortController().signal, working: () => {} };
  }
}

/** All the way down, so that what one run wipes is whole for the next. */
export function copyOf<T>(value: T): T {
  if (value instanceof Uint8Array) return value.slice() as T;
  if (Array.isArray(value)) return value.map(copyOf) as T;
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copyOf(member)])) as T;
}
