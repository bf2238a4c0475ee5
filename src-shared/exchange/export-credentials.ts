// The first public verb: send what a vault holds to the destination on a channel, and come back with the receipt.

import { base64url, hex, wipe } from "../bytes.ts";
import type { Clock } from "../clock.ts";
import { sealKeyMessage } from "../crypto/hpke.ts";
import type { CredentialKeys, Primitives } from "../crypto/primitives.ts";
import { FINGERPRINT, fingerprint } from "../cxf/fingerprint.ts";
import { ExchangeError } from "../errors.ts";
import type { Channel } from "./channel.ts";
import type { Compression } from "./compression.ts";
import { itemIn } from "./entries.ts";
import { exporterStep, startExporter } from "./exporter.ts";
import type { ExporterDone, ExporterEffect, ExporterInput, ExporterState, KeySealing } from "./exporter-state.ts";
import type { Links } from "./links.ts";
import { checkItem, type ItemVerdict, proofFromCbor } from "./liveness.ts";
import { packed } from "./packing.ts";
import { PackingRehearsal } from "./packing-rehearsal.ts";
import { PayloadCutter } from "./payload.ts";
import type { DeviceIdentity, ExportOwner, ExportSnapshot, ExportSource, Observer } from "./ports.ts";
import { type Receipt, safeToClose, sumTallies } from "./receipt.ts";
import { ExporterAttempts } from "./resume-attempts.ts";
import { answered, run, turns } from "./run.ts";
import type { CommonEffect } from "./session.ts";

export type ExportPorts = {
  readonly primitives: Primitives;
  readonly credentialKeys: CredentialKeys;
  readonly clock: Clock;
  /** Packs the payload when that makes it arrive sooner and the other side takes it; nothing is packed without one. */
  readonly compression?: Compression;
  readonly channel: Channel;
  /** How the session goes on when that link is lost, or a better one is there; without it a lost link ends the transfer. */
  readonly links?: Links;
  readonly identity: DeviceIdentity;
  readonly owner: ExportOwner;
  readonly source: ExportSource;
  readonly observer?: Observer;
  readonly signal?: AbortSignal;
};

/**
 * Resolves with the receipt once the importer's receipt is checked, item by item. Rejects with an ExchangeError; its
 * `detail` is "key handed over" when the other side may hold everything all the same.
 *
 * @example const receipt = await exportCredentials({ channel, source, owner, identity, primitives, credentialKeys, clock });
 */
export async function exportCredentials(ports: ExportPorts): Promise<Receipt> {
  const { primitives, identity, clock, channel } = ports;
  const performer = new ExporterWork(ports);
  const self = {
    publicKey: identity.publicKey,
    name: identity.name,
    known: (key: Uint8Array) => identity.known(key),
    chunkSize: channel.chunkSize,
    link: { kind: channel.kind, ...(channel.knownRate !== undefined && { knownRate: channel.knownRate }) },
    packs: ports.compression !== undefined,
    moment: clock.now(),
    resumable: ports.links !== undefined,
  };
  const end = await run<ExporterState, ExporterInput, ExporterEffect>(
    {
      start: startExporter(self),
      step: (state, input) => exporterStep(primitives, state, input),
      perform: (effect, emit) => performer.perform(effect, emit),
      attempts: new ExporterAttempts(primitives),
    },
    ports,
  ).finally(() => performer.close());
  if (end.name === "done") return exporterReceipt(end, performer.verdicts, clock.now());
  if (end.name !== "failed") throw new ExchangeError("internal.bug", { detail: end.name });
  throw end.keyHandedOver ? new ExchangeError(end.error.code, { detail: "key handed over", cause: end.error }) : end.error;
}

type Emit = (input: ExporterInput) => void;

class ExporterWork {
  readonly verdicts: ItemVerdict[] = [];
  readonly #ports: ExportPorts;
  readonly #stop = new AbortController();
  #snapshot: ExportSnapshot | undefined;
  #cutter: PayloadCutter | undefined;
  /** Of the items by ordinal, one after the other: what left is what the proofs are held against, and is not read a second time. */
  #marks = new Uint8Array(0);
  #checks = Promise.resolve();

  constructor(ports: ExportPorts) {
    this.#ports = ports;
  }

  async perform(effect: Exclude<ExporterEffect, CommonEffect>, emit: Emit): Promise<void> {
    const { owner, identity, source } = this.#ports;
    const { signal } = this.#stop;
    switch (effect.do) {
      case "ask-code":
        return emit({ type: "code", text: await owner.enterCode(effect.mode, signal) });
      case "sign":
        return emit({ type: "signed", signature: await identity.sign(effect.message) });
      case "reachable":
        return this.#ports.links?.reachable?.(effect.reach);
      case "snapshot": {
        const snapshot = await source.snapshot(effect.types);
        if (signal.aborted) return snapshot.close();
        this.#snapshot = snapshot;
        this.#marks = new Uint8Array(snapshot.counts.items * FINGERPRINT);
        return emit({ type: "snapshot", snapshot });
      }
      case "time":
        return emit({ type: "timed", at: this.#ports.clock.elapsed() });
      case "weigh":
        return emit({ type: "weighed", weighed: await this.#rehearsal().weigh() });
      case "measure-packing":
        return emit({ type: "packed", length: await this.#rehearsal().length() });
      case "ask-approval":
        return emit(answered(await owner.approveExport(effect.review, signal), { type: "approved" }));
      case "cut":
        this.#cutter ??= new PayloadCutter(this.#payload(effect), effect.plan);
        return emit({ type: "cut", ...this.#cutter.next() });
      case "seal-key":
        return emit({ type: "key-sealed", message: await this.#sealKey(effect.sealing) });
      case "check":
        this.#checks = this.#checks.then(() => this.#check(effect));
        return this.#checks;
      case "conclude":
        await this.#checks;
        return emit({ type: "concluded", proven: this.verdicts.filter(({ verdict }) => verdict === "proven").length });
    }
  }

  #rehearsal(): PackingRehearsal {
    const { clock } = this.#ports;
    const { packable } = this.#frozen();
    if (packable === undefined) throw new ExchangeError("internal.bug", { detail: "nothing to pack" });
    return new PackingRehearsal({ clock, compression: this.#compression(), entries: () => packable.entries(), signal: this.#stop.signal });
  }

  #compression(): Compression {
    const { compression } = this.#ports;
    if (compression === undefined) throw new ExchangeError("internal.bug", { detail: "nothing to pack with" });
    return compression;
  }

  #payload({ plan, fingerprintKey }: Extract<ExporterEffect, { do: "cut" }>): Iterable<Uint8Array> {
    const marked = this.#marked(this.#frozen().entries(), fingerprintKey);
    return plan.packed ? packed(marked, this.#compression()) : marked;
  }

  *#marked(entries: Iterable<Uint8Array>, key: Uint8Array): Generator<Uint8Array> {
    let at = 0;
    for (const entry of entries) {
      const item = itemIn(entry);
      if (item !== undefined && at < this.#marks.length) {
        this.#marks.set(fingerprint(this.#ports.primitives, key, item), at);
        at += FINGERPRINT;
      }
      yield entry;
    }
  }

  async #sealKey(sealing: KeySealing): Promise<Uint8Array> {
    try {
      return await sealKeyMessage(sealing, this.#ports.primitives);
    } finally {
      wipe(sealing.plaintext);
    }
  }

  async #check({ first, items, context }: Extract<ExporterEffect, { do: "check" }>): Promise<void> {
    const { primitives, credentialKeys, clock } = this.#ports;
    const rest = turns(clock);
    const checks: (ItemVerdict | Promise<ItemVerdict>)[] = [];
    for (const [index, item] of items.entries()) {
      const ordinal = first + index;
      const mark = this.#marks.subarray(ordinal * FINGERPRINT, (ordinal + 1) * FINGERPRINT);
      const sent = { ...this.#frozen().about(ordinal), mark, bytes: () => this.#frozen().itemBytes(ordinal) };
      checks.push(checkItem(primitives, credentialKeys, context, sent, proofFromCbor(item)));
      const pause = rest();
      if (pause !== undefined) await pause;
    }
    this.verdicts.push(...(await Promise.all(checks)));
  }

  #frozen(): ExportSnapshot {
    if (this.#snapshot === undefined) throw new ExchangeError("internal.bug", { detail: "no snapshot" });
    return this.#snapshot;
  }

  close(): void {
    this.#stop.abort();
    this.#cutter?.close();
    this.#snapshot?.close();
  }
}

function exporterReceipt(end: ExporterDone, items: readonly ItemVerdict[], at: number): Receipt {
  const receipt = {
    version: 1,
    transferId: hex(end.transferId),
    role: "exporter",
    at,
    counterpart: { name: end.counterpart.name, key: base64url(end.counterpart.publicKey) },
    counts: end.counts,
    outcomes: end.body.outcomes,
    proven: end.proven,
    passkeys: sumTallies(items, "passkeys"),
    totps: sumTallies(items, "totps"),
    digest: hex(end.body.digest),
    stays: end.stays,
    losses: end.losses,
    complete: end.complete,
    items,
    acknowledged: true,
  } as const;
  return { ...receipt, safeToCloseOldService: safeToClose(receipt) };
}
