// The second public verb: receive what the exporter on a channel sends into a vault, and come back with the receipt.

import { base64url, hex, wipe } from "../bytes.ts";
import type { Clock } from "../clock.ts";
import { sign1 } from "../crypto/cose.ts";
import { generateRequestKey, openKeyMessage } from "../crypto/hpke.ts";
import { newPhoneCode } from "../crypto/phone-code.ts";
import type { CredentialKeys, Primitives } from "../crypto/primitives.ts";
import { ExchangeError } from "../errors.ts";
import type { Channel } from "./channel.ts";
import type { Compression } from "./compression.ts";
import { importerStep, startImporter } from "./importer.ts";
import type { ImporterDone, ImporterEffect, ImporterInput, ImporterState } from "./importer-state.ts";
import type { Links } from "./links.ts";
import { type ItemProof, type ItemVerdict, type Proved, proofToCbor, proveItem } from "./liveness.ts";
import { openPayload } from "./opening.ts";
import type { Conflict, Decision, DeviceIdentity, ImportOwner, ImportTarget, Observer, Outcome, PairingMode } from "./ports.ts";
import { NO_OUTCOMES, type OutcomeCounts, type Receipt, safeToClose, sumTallies } from "./receipt.ts";
import { importerAttempts } from "./resume-attempts.ts";
import { answered, run, turns } from "./run.ts";
import type { CommonEffect } from "./session.ts";

export type ImportPorts = {
  readonly primitives: Primitives;
  readonly credentialKeys: CredentialKeys;
  readonly clock: Clock;
  /** Takes packed payloads over slow links when there is one. */
  readonly compression?: Compression;
  readonly channel: Channel;
  /** How the session goes on when that link is lost, or a better one is there; without it a lost link ends the transfer. */
  readonly links?: Links;
  readonly identity: DeviceIdentity;
  readonly owner: ImportOwner;
  readonly target: ImportTarget;
  /** 16 random bytes the vault will know this transfer by; made here when absent. */
  readonly transferId?: Uint8Array;
  readonly mode?: PairingMode;
  /** By phone: the code, when it has been shown before the link was there; used for this session alone. A fresh one when absent. */
  readonly phoneCode?: string;
  /** CXF credential types this vault takes; absent takes all. */
  readonly types?: readonly string[];
  /** Bytes of payload taken at most; 8 GiB when absent. */
  readonly maximumLength?: number;
  readonly observer?: Observer;
  readonly signal?: AbortSignal;
};

/**
 * Resolves once the vault has committed, with `acknowledged: false` when the exporter's last word did not come.
 * Rejects with an ExchangeError and an unchanged vault.
 *
 * @example const receipt = await importCredentials({ channel, target, owner, identity, primitives, credentialKeys, clock });
 */
export async function importCredentials(ports: ImportPorts): Promise<Receipt> {
  const { primitives, identity, clock } = ports;
  const performer = new ImporterWork(ports);
  const self = {
    transferId: ports.transferId ?? primitives.random(16),
    publicKey: identity.publicKey,
    name: identity.name,
    known: (key: Uint8Array) => identity.known(key),
    types: ports.types,
    maximumLength: ports.maximumLength ?? 2 ** 33,
    unpacks: ports.compression !== undefined,
    resumable: ports.links !== undefined,
    ...(ports.links?.reach && { reach: ports.links.reach }),
    phoneCode: ports.mode === "phone" ? (ports.phoneCode ?? newPhoneCode(primitives)) : undefined,
  };
  const end = await run<ImporterState, ImporterInput, ImporterEffect>(
    {
      start: startImporter(primitives, self),
      step: (state, input) => importerStep(primitives, state, input),
      perform: (effect, emit) => performer.perform(effect, emit),
      attempts: importerAttempts(primitives),
    },
    ports,
  ).finally(() => performer.close());
  if (end.name === "done") return importerReceipt(end, performer, clock.now());
  throw end.name === "failed" ? end.error : new ExchangeError("internal.bug", { detail: end.name });
}

type Emit = (input: ImporterInput) => void;

class ImporterWork {
  readonly items: ItemVerdict[] = [];
  readonly #ports: ImportPorts;
  readonly #stop = new AbortController();
  #decide: (conflict: Conflict) => Decision = () => "keep-both";
  #committed = false;

  constructor(ports: ImportPorts) {
    this.#ports = ports;
  }

  get outcomes(): OutcomeCounts {
    const counts: Record<Outcome, number> = { ...NO_OUTCOMES };
    for (const { outcome } of this.items) counts[outcome]++;
    return counts;
  }

  /** Holding is synchronous: a chunk is held, and said to be, before the next one is taken from the link. */
  perform(effect: Exclude<ImporterEffect, CommonEffect>, emit: Emit): void | Promise<void> {
    if (effect.do !== "hold") return this.#work(effect, emit);
    this.#ports.target.hold(effect.sequence, effect.chunk);
    emit({ type: "held" });
  }

  async #work(effect: Exclude<ImporterEffect, CommonEffect | { do: "hold" }>, emit: Emit): Promise<void> {
    const { owner, identity, target, primitives } = this.#ports;
    const { signal } = this.#stop;
    switch (effect.do) {
      case "show-code":
        return owner.showCode(effect.code, effect.mode);
      case "ask-codes-match":
        return emit(answered(await owner.confirmCodesMatch(effect.counterpart, signal), { type: "confirmed" }));
      case "ask-approval":
        return emit(answered(await owner.approveImport(effect.counterpart, signal), { type: "approved" }));
      case "make-request": {
        const [key, signature] = await Promise.all([generateRequestKey(primitives), identity.sign(effect.message)]);
        return emit({ type: "request-ready", ...key, signature });
      }
      case "open-key":
        return emit({ type: "key-opened", plaintext: await openKeyMessage(effect.opening) });
      case "open-payload":
        return this.#open(effect, emit);
      case "plan":
        return emit({ type: "planned", plan: target.plan() });
      case "ask-merge":
        this.#decide = await owner.reviewMerge(effect.plan, signal);
        return emit({ type: "decided" });
      case "commit":
        if (signal.aborted) return;
        await target.commit(this.#decide);
        this.#committed = true;
        return emit({ type: "committed" });
      case "prove":
        return this.#prove(effect, emit);
      case "sign-receipt": {
        const signed = await sign1(identity.publicKey, (message) => identity.sign(message), effect.payload, effect.externalAad);
        return emit({ type: "receipt-signed", signed });
      }
    }
  }

  async #open(payload: Extract<ImporterEffect, { do: "open-payload" }>, emit: Emit): Promise<void> {
    const { primitives, clock, target, compression } = this.#ports;
    const ports = { primitives, clock, target, signal: this.#stop.signal, working: this.#working(emit, "opening") };
    try {
      const opened = await openPayload({ ...ports, ...(compression && { compression }) }, payload);
      emit({ type: "opened", ...opened });
    } finally {
      wipe(payload.keys.key);
    }
  }

  #working(emit: Emit, phase: "opening" | "committing" | "proving"): (done: number, total: number) => void {
    return (done, total) => emit({ type: "working", phase, done, total });
  }

  async #prove({ context }: Extract<ImporterEffect, { do: "prove" }>, emit: Emit): Promise<void> {
    const { primitives, credentialKeys, target, clock } = this.#ports;
    const rest = turns(clock);
    let batch: (Proved | Promise<Proved>)[] = [];
    let first = 0;
    const flush = async () => {
      const proved = await Promise.all(batch);
      this.items.push(...proved.map(({ verdict }) => verdict));
      for (const items of messagesOf(proved)) {
        emit({ type: "proofs", first, items: items.map(proofToCbor) });
        first += items.length;
      }
      batch = [];
    };
    for (const committed of target.committed()) {
      batch.push(proveItem(primitives, credentialKeys, context, committed));
      if (batch.length === BATCH) await flush();
      const pause = rest();
      if (pause !== undefined) await pause;
    }
    if (batch.length > 0) await flush();
    emit({ type: "proved", outcomes: this.outcomes });
  }

  close(): void {
    this.#stop.abort();
    if (!this.#committed) this.#ports.target.discard();
  }
}

/** Items proved beside each other. */
const BATCH = 64;
/** Bytes of proofs in one message, far below the largest frame. */
const MESSAGE_BYTES = 1 << 16;

/** Splits proofs where a message is full: post-quantum signatures are kilobytes each. */
function* messagesOf(proved: readonly Proved[]): Generator<readonly ItemProof[]> {
  let items: ItemProof[] = [];
  let size = 0;
  for (const { proof } of proved) {
    const length = proof.passkeys.reduce((total, signature) => total + (signature?.length ?? 1) + 3, 32 + proof.totps.length * 17);
    if (items.length > 0 && size + length > MESSAGE_BYTES) {
      yield items;
      items = [];
      size = 0;
    }
    items.push(proof);
    size += length;
  }
  if (items.length > 0) yield items;
}

function importerReceipt(end: ImporterDone, { items, outcomes }: ImporterWork, at: number): Receipt {
  const proven = end.proven ?? 0;
  const receipt = {
    version: 1,
    transferId: hex(end.transferId),
    role: "importer",
    at,
    counterpart: { name: end.counterpart.name, key: base64url(end.counterpart.publicKey) },
    counts: end.counts,
    outcomes,
    proven,
    passkeys: sumTallies(items, "passkeys"),
    totps: sumTallies(items, "totps"),
    digest: end.body === undefined ? "" : hex(end.body.digest),
    stays: end.stays,
    losses: [],
    complete: end.complete,
    items,
    acknowledged: end.unconfirmed === undefined,
  } as const;
  return { ...receipt, safeToCloseOldService: safeToClose(receipt) };
}
