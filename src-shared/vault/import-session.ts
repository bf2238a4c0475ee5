// One import from the first held chunk to the committed items: chunks, staging, plan, commit, and what was kept.

import { withId } from "../cxf/content.ts";
import { ExchangeError } from "../errors.ts";
import { type Deed, type Kept, PlanApplication } from "./apply-plan.ts";
import type { VaultCore } from "./core.ts";
import { HeldChunks } from "./held-chunks.ts";
import { type Existing, findExisting, planOf, planOutcomes, tallyOf } from "./import-plan.ts";
import { KIND } from "./keys.ts";
import type { CommittedItem, Conflict, Decision, ImportFile, ImportPlan, Outcome, PlannedOutcome, TransferAbout, VaultImport } from "./model.ts";
import { SealedReader } from "./sealed-reader.ts";
import { StagedImport } from "./staged-import.ts";
import type { StoredView } from "./stored-view.ts";
import { putTransfer, readTransfer } from "./transfers.ts";

const ID = 16;
const DECODED_AT_ONCE = 64;

type Planned = { readonly generation: number; readonly existing: Existing; readonly outcomes: readonly PlannedOutcome[]; readonly plan: ImportPlan };

export class ImportSession implements VaultImport {
  readonly #core: VaultCore;
  readonly #staged: StagedImport;
  readonly #chunks: HeldChunks;
  #planned: Planned | undefined;
  #committed: { readonly outcomes: readonly Outcome[]; readonly kept: Kept } | undefined;

  /** Throws `usage.invalid` for a transfer the vault has committed already: its undo would be lost. */
  constructor(core: VaultCore, transferId: Uint8Array) {
    if (readTransfer(core, transferId) !== undefined) throw new ExchangeError("usage.invalid", { detail: "transfer committed before" });
    this.#core = core;
    this.#staged = new StagedImport(core, transferId);
    this.#chunks = new HeldChunks(this.#staged.store);
  }

  hold(sequence: number, chunk: Uint8Array): void {
    this.#chunks.hold(sequence, chunk);
  }

  held(sequence: number): Uint8Array {
    return this.#chunks.take(sequence);
  }

  account(bytes: Uint8Array): void {
    this.#staged.account(bytes);
  }

  collection(account: number, bytes: Uint8Array): void {
    this.#staged.collection(account, bytes);
  }

  item(account: number, bytes: Uint8Array): void {
    this.#staged.item(account, bytes);
  }

  file(account: number, piece: ImportFile): void {
    this.#staged.file(account, piece);
  }

  plan(): ImportPlan {
    return this.#plan().plan;
  }

  /** Made anew when the vault was changed since the last one. */
  #plan(): Planned {
    const { reader } = this.#core.ledger;
    const { generation } = reader.head;
    if (this.#planned?.generation === generation) return this.#planned;
    const { items, files, repeated, accounts, collections } = this.#staged;
    const existing = findExisting(reader.views(), items);
    const outcomes = planOutcomes(items, existing, files.failed(), repeated);
    const counts = { accounts: accounts.length, collections: collections.length, files: files.arrived };
    this.#planned = { generation, existing, outcomes, plan: planOf(items, existing, outcomes, counts) };
    return this.#planned;
  }

  commit(decide: (conflict: Conflict) => Decision, about: TransferAbout = { counterpart: "" }): void {
    if (this.#committed !== undefined) throw new ExchangeError("internal.bug", { detail: "import committed twice" });
    this.#chunks.clear();
    this.#staged.store.release();
    const { existing, outcomes, plan } = this.#plan();
    const deeds = decided(outcomes, plan.conflicts, decide);
    const final = deeds.map((deed): Outcome => (deed === "replaced" ? "merged" : deed));
    const kept = this.#core.ledger.change((change) => {
      const application = new PlanApplication(this.#core, change, this.#staged, existing);
      const touched = application.run(deeds);
      const { transferId, revision } = this.#staged;
      const transfer = { transferId, at: this.#core.clock.now(), ...about, counts: plan.counts, outcomes: tallyOf(final), undone: false };
      putTransfer(this.#core, change, { transfer, revision, touched, before: application.before, order: this.#core.ledger.nextOrder() });
      return application.kept;
    }, this.#staged.revision);
    this.#committed = { outcomes: final, kept };
    this.#staged.store.close();
  }

  /** From a frozen view of the vault, whose records were checked first: no older one put back meanwhile is proven. */
  *committed(): Generator<CommittedItem> {
    if (this.#committed === undefined) throw new ExchangeError("internal.bug", { detail: "import not committed" });
    const { outcomes, kept } = this.#committed;
    const { p, keys, store } = this.#core;
    const frozen = store.freeze();
    try {
      const reader = new SealedReader(p, keys, frozen);
      reader.checkAll();
      for (const [ordinal, { item }] of this.#views()) {
        const outcome = outcomes[ordinal] as Outcome;
        const { id, title, passkeys, totps } = item;
        const about = { ordinal, id: this.#staged.repeated.get(ordinal) ?? id, title, tested: passkeys + totps > 0, outcome };
        if (outcome === "failed" || outcome === "skipped-by-owner") yield about;
        else yield { ...about, bytes: readBack(reader, kept.records.at(ordinal * ID, ID), kept.sentAs.get(ordinal)) };
      }
    } finally {
      frozen.close();
    }
  }

  /** By ordinal. */
  *#views(): Generator<readonly [number, StoredView]> {
    const { items } = this.#staged;
    for (let first = 0; first < items.length; first += DECODED_AT_ONCE) {
      for (const [i, view] of items.views(first, DECODED_AT_ONCE).entries()) yield [first + i, view];
    }
  }

  discard(): void {
    this.#chunks.clear();
    this.#staged.close();
  }
}

function readBack(reader: SealedReader, record: Uint8Array, sentAs: Uint8Array | undefined): Uint8Array {
  const bytes = reader.body(KIND.item, record);
  return sentAs === undefined ? bytes : withId(bytes, sentAs);
}

/** The plan with the owner's decisions in it. */
function decided(outcomes: readonly PlannedOutcome[], conflicts: readonly Conflict[], decide: (conflict: Conflict) => Decision): readonly Deed[] {
  const decisions = new Map(conflicts.map((conflict) => [conflict.ordinal, decide(conflict)]));
  return outcomes.map((outcome, ordinal): Deed => {
    if (outcome !== "conflict") return outcome;
    switch (decisions.get(ordinal)) {
      case "take-theirs":
        return "replaced";
      case "keep-both":
        return "kept-both";
      default:
        return "skipped-by-owner";
    }
  });
}
