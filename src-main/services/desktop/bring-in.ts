// Bringing in another program's file, as the window sees it: read, shown exactly, committed or forgotten.

import { hex } from "../../../src-shared/bytes.ts";
import { ExchangeError, toExchangeError } from "../../../src-shared/errors.ts";
import type { Decisions } from "../../../src-shared/ipc/contract.ts";
import type { BringInView } from "../../../src-shared/ipc/views-transfer.ts";
import type { Migrated } from "../../../src-shared/migrate/foreign-format.ts";
import { SOURCE_LIMITS } from "../../../src-shared/migrate/source-limits.ts";
import { passphraseSecret } from "../../../src-shared/vault/open-vault.ts";
import type { SourceFile, StagedMigration } from "../migration.ts";
import { conflictRows, countsView, outcomesView, TITLE_LENGTH } from "./contents-view.ts";
import { deciding } from "./decisions.ts";
import { failureView } from "./failure-view.ts";
import { findingGroups } from "./findings.ts";
import { shownText } from "./shown-text.ts";
import type { TransferParts } from "./transfer-parts.ts";

/** One file, from its opening to its end; what is done for another one that came since is not shown. */
type Opened = { readonly file: string; waiting?: SourceFile | undefined; staged?: StagedMigration | undefined };

export class BringIn {
  readonly #parts: Omit<TransferParts, "one">;
  #opened: Opened | undefined;

  constructor(parts: Omit<TransferParts, "one">) {
    this.#parts = parts;
  }

  async choose(): Promise<void> {
    const path = await this.#parts.ports.dialogs.openFile();
    if (path !== undefined && !this.#parts.session.locked) await this.open(path);
  }

  /** Takes the place of a file that was open. */
  async open(path: string): Promise<void> {
    const { files, migration } = this.#parts.ports;
    const opened = this.#begin(shownText(files.name(path), TITLE_LENGTH));
    await this.#step(opened, async () => {
      const source = { bytes: await files.read(path, SOURCE_LIMITS.file), name: files.name(path) };
      if (this.#opened !== opened) return;
      if (migration.formatOf(source).needsPassphrase(source.bytes)) this.#ask(opened, source, false);
      else await this.#read(opened, source);
    });
  }

  /** Throws `usage.invalid` when none was asked for. */
  async passphrase(secret: string): Promise<void> {
    const opened = this.#opened;
    const source = opened?.waiting;
    if (opened === undefined || source === undefined) throw new ExchangeError("usage.invalid", { detail: "no file waits for a passphrase" });
    opened.waiting = undefined;
    this.#put(opened, { step: "reading", file: opened.file });
    await this.#step(opened, () => this.#read(opened, source, secret));
  }

  /** Throws `usage.invalid` when there is nothing to commit. */
  async commit(decisions: Decisions): Promise<void> {
    const opened = this.#opened;
    const staged = opened?.staged;
    if (opened === undefined || staged === undefined) throw new ExchangeError("usage.invalid", { detail: "nothing to bring in" });
    opened.staged = undefined;
    await this.#step(opened, async () => {
      const outcomes = discarding(staged, () => staged.commit(deciding(decisions)));
      this.#parts.changed();
      this.#put(opened, { step: "done", file: opened.file, outcomes: outcomesView(outcomes), transferId: hex(staged.transferId), undone: false });
    });
  }

  /** Leaves no trace of what was not committed. */
  cancel(): void {
    this.#opened?.staged?.discard();
    this.#opened = undefined;
    if (this.#parts.board.get("bringIn").step !== "idle") this.#parts.board.put("bringIn", { step: "idle" });
  }

  #begin(file: string): Opened {
    this.#opened?.staged?.discard();
    const opened: Opened = { file };
    this.#opened = opened;
    this.#put(opened, { step: "reading", file });
    return opened;
  }

  #ask(opened: Opened, source: SourceFile, wrong: boolean): void {
    opened.waiting = source;
    this.#put(opened, { step: "passphrase", file: opened.file, format: this.#parts.ports.migration.formatOf(source).name, wrong });
  }

  async #read(opened: Opened, source: SourceFile, typed?: string): Promise<void> {
    const { migration } = this.#parts.ports;
    const passphrase = typed === undefined ? undefined : passphraseSecret(typed);
    try {
      const migrated = await migration.read(source, passphrase);
      if (this.#opened === opened) this.#stage(opened, source, migrated);
    } catch (thrown) {
      if (typed === undefined || toExchangeError(thrown).code !== "format.wrong-passphrase") throw thrown;
      if (this.#opened === opened) this.#ask(opened, source, true);
    } finally {
      passphrase?.wipe();
    }
  }

  #stage(opened: Opened, source: SourceFile, migrated: Migrated): void {
    const { ports, session } = this.#parts;
    const staged = ports.migration.stage(session.vault, migrated, source.name);
    opened.staged = staged;
    const { counts, outcomes, conflicts, samePasskey } = staged.plan;
    this.#put(opened, {
      step: "report",
      file: opened.file,
      format: ports.migration.formatOf(source).name,
      counts: countsView(counts),
      outcomes: outcomesView(outcomes),
      findings: findingGroups(migrated.report.findings),
      conflicts: conflictRows(conflicts),
      samePasskey: samePasskey.map(({ title }) => shownText(title, TITLE_LENGTH)),
    });
  }

  /** What goes wrong is in the view. */
  async #step(opened: Opened, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      this.#put(opened, { step: "failed", file: opened.file, failure: failureView(thrown) });
    }
  }

  #put(opened: Opened, view: BringInView): void {
    if (this.#opened === opened) this.#parts.board.put("bringIn", view);
  }
}

function discarding<T>(staged: StagedMigration, work: () => T): T {
  try {
    return work();
  } finally {
    staged.discard();
  }
}
