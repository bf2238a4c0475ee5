// Transfers of one open vault: sends a selection, receives into it, keeps the receipts and the back-off after wrong codes.

import { base64url, fromHex } from "../../src-shared/bytes.ts";
import type { Clock } from "../../src-shared/clock.ts";
import type { CredentialKeys } from "../../src-shared/crypto/primitives.ts";
import { selectItems, withReferences } from "../../src-shared/cxf/select.ts";
import type { Selection } from "../../src-shared/cxf/selection.ts";
import { ExchangeError, toExchangeError } from "../../src-shared/errors.ts";
import { afterWrongCode, type BackOff, NO_BACK_OFF, waitSeconds } from "../../src-shared/exchange/back-off.ts";
import type { Channel } from "../../src-shared/exchange/channel.ts";
import type { Compression } from "../../src-shared/exchange/compression.ts";
import { exportCredentials } from "../../src-shared/exchange/export-credentials.ts";
import { importCredentials } from "../../src-shared/exchange/import-credentials.ts";
import type { Links } from "../../src-shared/exchange/links.ts";
import type {
  Counterpart,
  Counts,
  DeviceIdentity,
  ExportOwner,
  ExportSnapshot,
  ImportOwner,
  Observer,
  PairingMode,
  StaysHere,
} from "../../src-shared/exchange/ports.ts";
import { type Receipt, receiptJson } from "../../src-shared/exchange/receipt.ts";
import type { Ref, Vault } from "../../src-shared/vault/model.ts";
import { rememberDevice } from "./device.ts";
import { deviceIdentity, type IdentityPorts } from "./device-identity.ts";
import { exportSnapshot } from "./export-source.ts";
import { importTarget } from "./import-target.ts";
import { type DevicePasskeys, staysHere } from "./stays-on-device.ts";

export type ExchangePorts = IdentityPorts & {
  readonly credentialKeys: CredentialKeys;
  readonly clock: Clock;
  /** For slow links. */
  readonly compression?: Compression;
  readonly deviceName: string;
  /** Where the system says which passkeys it keeps itself. */
  readonly devicePasskeys?: DevicePasskeys;
};

type Common = {
  readonly channel: Channel;
  /** How the session gets another link. */
  readonly links?: Links;
  readonly observer?: Observer;
  readonly signal?: AbortSignal;
};
/** What is to go: by what items are, or these very items; either way with what they refer to. */
export type Chosen = Selection | { readonly by: "refs"; readonly refs: readonly Ref[] };
export type Sending = Common & { readonly owner: ExportOwner; readonly selection: Chosen };
/** `phoneCode`: by phone, when it has been shown before. */
export type Receiving = Common & { readonly owner: ImportOwner; readonly mode?: PairingMode; readonly phoneCode?: string };

const BACK_OFF = "pairing-back-off";

export class ExchangeService {
  readonly #ports: ExchangePorts;
  readonly #vault: Vault;

  constructor(ports: ExchangePorts, vault: Vault) {
    this.#ports = ports;
    this.#vault = vault;
  }

  /** What a transfer of `selection` would hold, without a destination. `length`: bytes of its payload. */
  async preview(selection: Chosen): Promise<{ readonly counts: Counts; readonly stays: readonly StaysHere[]; readonly length: number }> {
    const snapshot = await this.#snapshot(this.#refs(selection), undefined);
    snapshot.close();
    return { counts: snapshot.counts, stays: snapshot.stays, length: snapshot.length };
  }

  /** Seconds until pairing may start again after wrong codes. */
  waitBeforePairing(): number {
    return waitSeconds(this.#backOff(), this.#ports.clock.now());
  }

  /** Throws what `exportCredentials` throws, and `pairing.locked-out` during a back-off. */
  async exportTo({ selection, ...session }: Sending): Promise<Receipt> {
    const refs = this.#refs(selection);
    const source = { snapshot: (types: readonly string[] | undefined) => this.#snapshot(refs, types) };
    return this.#paired((identity) => exportCredentials({ ...this.#ports, ...session, identity, source }));
  }

  /** Throws what `importCredentials` throws, and `pairing.locked-out` during a back-off. */
  async importFrom(session: Receiving): Promise<Receipt> {
    return this.#paired((identity) => {
      const transferId = this.#ports.primitives.random(16);
      const about = { counterpart: "" };
      const target = importTarget(this.#vault, transferId, about);
      const owner = whoHears(session.owner, ({ name }) => {
        about.counterpart = name;
      });
      return importCredentials({ ...this.#ports, ...session, owner, identity, target, transferId });
    });
  }

  async #paired(transfer: (identity: DeviceIdentity) => Promise<Receipt>): Promise<Receipt> {
    const wait = this.waitBeforePairing();
    if (wait > 0) throw new ExchangeError("pairing.locked-out", { detail: `${wait} s` });
    const receipt = await transfer(await deviceIdentity(this.#ports, this.#vault, this.#ports.deviceName)).catch((thrown) => {
      if (toExchangeError(thrown).code === "pairing.wrong-code") this.#putBackOff(afterWrongCode(this.#backOff(), this.#ports.clock.now()));
      throw thrown;
    });
    try {
      this.#keep(receipt);
    } catch (cause) {
      throw new ExchangeError(toExchangeError(cause).code, { detail: "the transfer is complete, its receipt could not be kept", cause });
    }
    return receipt;
  }

  #keep(receipt: Receipt): void {
    const { transferId, role, proven, counts, acknowledged, counterpart, safeToCloseOldService } = receipt;
    const summary = { role, proven, items: counts.items, acknowledged, counterpart: counterpart.name, safe: safeToCloseOldService.answer };
    this.#vault.addReceipt({ transferId: fromHex(transferId) as Uint8Array, summary, parts: receiptJson(receipt) });
    rememberDevice(this.#vault, counterpart.key, counterpart.name, this.#ports.clock.now());
    if (this.#backOff().failures > 0) this.#putBackOff(NO_BACK_OFF);
  }

  async #snapshot(refs: readonly Ref[] | undefined, types: readonly string[] | undefined): Promise<ExportSnapshot> {
    const stays = await staysHere(this.#vault, this.#ports.devicePasskeys);
    return exportSnapshot(this.#vault, { refs, types, stays, now: this.#ports.clock.now() });
  }

  #refs(selection: Chosen): readonly Ref[] | undefined {
    if (selection.by === "all") return undefined;
    const candidates = this.#vault.views().map((view) => ({ account: view.ref.account, view, ref: view.ref }));
    if (selection.by !== "refs") return selectItems(candidates, selection).map(({ ref }) => ref);
    const wanted = new Set(selection.refs.map(placeOf));
    return withReferences(candidates, ({ ref }) => wanted.has(placeOf(ref))).map(({ ref }) => ref);
  }

  #backOff(): BackOff {
    const stored = this.#vault.setting(BACK_OFF) as Partial<BackOff> | undefined;
    return typeof stored?.failures === "number" && typeof stored.until === "number" ? { failures: stored.failures, until: stored.until } : NO_BACK_OFF;
  }

  #putBackOff({ failures, until }: BackOff): void {
    this.#vault.putSetting(BACK_OFF, { failures, until });
  }
}

function placeOf({ account, item }: Ref): string {
  return `${base64url(account)}/${base64url(item)}`;
}

/** The same owner, and whom the import is from once that is known. */
function whoHears(owner: ImportOwner, hear: (counterpart: Counterpart) => void): ImportOwner {
  return {
    showCode: (code, mode) => owner.showCode(code, mode),
    confirmCodesMatch: (counterpart, signal) => owner.confirmCodesMatch(counterpart, signal),
    approveImport: (counterpart, signal) => {
      hear(counterpart);
      return owner.approveImport(counterpart, signal);
    },
    reviewMerge: (plan, signal) => owner.reviewMerge(plan, signal),
  };
}
