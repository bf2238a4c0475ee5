// What the owner wants to be asked for on top of the system's prompt, kept sealed in the vault: turning it down takes the proof of its owner.

import type { ApprovalSettingsView } from "../../src-shared/ipc/views-approval.ts";
import type { Vault } from "../../src-shared/vault/model.ts";
import { settingRecord } from "./setting-record.ts";

export type ApprovalSettings = ApprovalSettingsView;
/** Members that are absent stay. */
export type ApprovalChange = { readonly [name in keyof ApprovalSettings]?: boolean | undefined };

const NAME = "approval";

/** The passphrase as well on export: on Linux the system's prompt is a yes or no that no key depends on. */
export const FIRST_APPROVAL_SETTINGS: ApprovalSettings = { passphraseOnExport: true, confirmReveal: false };

/** What is not there or not understood is as at first. */
export function approvalSettings(vault: Pick<Vault, "setting">): ApprovalSettings {
  const kept = settingRecord(vault.setting(NAME)) ?? {};
  const flag = (name: keyof ApprovalSettings) => (typeof kept[name] === "boolean" ? kept[name] : FIRST_APPROVAL_SETTINGS[name]);
  return { passphraseOnExport: flag("passphraseOnExport"), confirmReveal: flag("confirmReveal") };
}

export function putApprovalSettings(vault: Pick<Vault, "setting" | "putSetting">, change: ApprovalChange): void {
  const before = approvalSettings(vault);
  const { passphraseOnExport = before.passphraseOnExport, confirmReveal = before.confirmReveal } = change;
  vault.putSetting(NAME, { passphraseOnExport, confirmReveal });
}
