// Bringing a file in: recognise it, read it, stage it sealed, say exactly what a commit would do, then commit or forget it.

import type { Clock } from "../../src-shared/clock.ts";
import type { Primitives } from "../../src-shared/crypto/primitives.ts";
import { accountToCbor, collectionToCbor, itemToCbor } from "../../src-shared/cxf/to-cbor.ts";
import { ExchangeError } from "../../src-shared/errors.ts";
import type { ForeignFormat, Migrated } from "../../src-shared/migrate/foreign-format.ts";
import type { MigratePorts } from "../../src-shared/migrate/ports.ts";
import { FOREIGN_FORMATS, readForeign, sniffFormat } from "../../src-shared/migrate/registry.ts";
import type { Secret } from "../../src-shared/secret.ts";
import { type Conflict, type Decision, FILE_PIECE, type ImportPlan, type Outcome, type Vault, type VaultImport } from "../../src-shared/vault/model.ts";

export type SourceFile = { readonly bytes: Uint8Array; readonly name: string; readonly keyFile?: Uint8Array; readonly formatId?: string };

export type Outcomes = { readonly [outcome in Outcome]?: number };

/** A file that was read and staged; nothing of it shows in the vault before `commit`. */
export type StagedMigration = {
  readonly plan: ImportPlan;
  readonly transferId: Uint8Array;
  commit(decide: (conflict: Conflict) => Decision): Outcomes;
  discard(): void;
};

export class MigrationService {
  readonly #ports: { readonly primitives: Primitives; readonly clock: Clock; readonly migrate: MigratePorts };

  constructor(ports: { readonly primitives: Primitives; readonly clock: Clock; readonly migrate: MigratePorts }) {
    this.#ports = ports;
  }

  /** Throws `format.unsupported` when the file is not recognised, `usage.invalid` for an unknown format id. */
  formatOf({ bytes, name, formatId }: SourceFile): ForeignFormat {
    const format = formatId === undefined ? sniffFormat(bytes, name) : FOREIGN_FORMATS.find(({ id }) => id === formatId);
    if (format !== undefined) return format;
    throw formatId === undefined ? new ExchangeError("format.unsupported", { detail: "not recognised" }) : unknownFormat();
  }

  /** Throws what `readForeign` throws. `passphrase` is only lent. */
  read({ bytes, name, keyFile, formatId }: SourceFile, passphrase: Secret | undefined): Promise<Migrated> {
    return readForeign(bytes, {
      ports: this.#ports.migrate,
      fileName: name,
      now: this.#ports.clock.now(),
      ...(passphrase ? { passphrase } : {}),
      ...(keyFile ? { keyFile } : {}),
      ...(formatId ? { formatId } : {}),
    });
  }

  /** `sourceName` is kept with the transfer. */
  stage(vault: Vault, migrated: Migrated, sourceName: string): StagedMigration {
    const transferId = this.#ports.primitives.random(16);
    const incoming = vault.beginImport(transferId);
    try {
      put(incoming, migrated);
      return {
        plan: incoming.plan(),
        transferId,
        commit: (decide) => {
          incoming.commit(decide, { counterpart: nameOf(migrated.formatId), source: sourceName });
          return countOutcomes(incoming);
        },
        discard: () => incoming.discard(),
      };
    } catch (thrown) {
      incoming.discard();
      throw thrown;
    }
  }
}

function put(incoming: VaultImport, { document, files }: Migrated): void {
  const numbers = new Map<string, number>();
  for (const [number, account] of document.accounts.entries()) {
    numbers.set(account.id.toString(), number);
    incoming.account(accountToCbor(account));
    for (const collection of account.collections) incoming.collection(number, collectionToCbor(collection));
    for (const item of account.items) incoming.item(number, itemToCbor(item));
  }
  for (const { account, item, file, content } of files) {
    const number = numbers.get(account.toString());
    if (number === undefined) throw new ExchangeError("internal.bug", { detail: "file of no account" });
    const pieces = Math.max(1, Math.ceil(content.length / FILE_PIECE));
    for (let index = 0; index < pieces; index++) {
      const piece = content.subarray(index * FILE_PIECE, (index + 1) * FILE_PIECE);
      incoming.file(number, { item, file, index, last: index === pieces - 1, content: piece });
    }
  }
}

function countOutcomes(incoming: VaultImport): Outcomes {
  const counts: { [outcome in Outcome]?: number } = {};
  for (const { outcome } of incoming.committed()) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

function nameOf(formatId: string): string {
  return FOREIGN_FORMATS.find(({ id }) => id === formatId)?.name ?? formatId;
}

function unknownFormat(): ExchangeError {
  return new ExchangeError("usage.invalid", { detail: `formats are ${FOREIGN_FORMATS.map(({ id }) => id).join(", ")}` });
}
