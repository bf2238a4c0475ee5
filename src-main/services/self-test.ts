// What is protected by what on this computer, asked of each part itself: files, memory, key store, security chip, the system's prompt.
// Nothing here is said because it ought to be so; a part that is missing is named with what stands in for it.

import { type ErrorCode, toExchangeError } from "../../src-shared/errors.ts";
import { type Grade, SELF_TEST_SUBJECTS, type SelfTestRow, type SelfTestSubject } from "../../src-shared/ipc/views-self-test.ts";
import type { Presence, PresenceAction, PresenceState } from "../../src-shared/presence/presence.ts";
import type { SlotProvider, SlotView } from "../../src-shared/vault/model.ts";
import { HARDWARE_PROVIDERS, type HardwareProvider, type KeyHardware, type KeyStore } from "../../src-shared/vault/ports.ts";
import type { ApprovalSettings } from "./approval-settings.ts";
import { KEY_STORE_PROBE } from "./vaults.ts";

/** What the system says of this program. None throws. */
export interface SelfTestProbes {
  /** `guarded`: keys lie in pages of their own. `closed`: other programs of this user may not read this process. */
  memory(): { readonly guarded: boolean; readonly closed: boolean };
  /** Whether others on this computer may read the vault's files or look into its folder; undefined where the system does not say. */
  readableByOthers(directory: string): Promise<boolean | undefined>;
  /** `asks`: other programs need leave to record the screen. `shared`: every program on this display can. `open`: every program of this user can. */
  screen(): "asks" | "shared" | "open";
  /** `portable`: installed for nobody, so that the system does not know its rules. */
  origin(): "installed" | "portable" | "source";
}

export type SelfTestPorts = {
  readonly presence: Presence;
  readonly keyStore: KeyStore;
  readonly hardware: readonly KeyHardware[];
  readonly probes: SelfTestProbes;
};

export type SelfTestAbout = {
  readonly slots: readonly Pick<SlotView, "provider">[];
  /** Whether what the key store keeps opens the vault, as `Vault.opensWithKeyStore`. */
  readonly opensWithKeyStore: () => Promise<boolean>;
  readonly vaultDirectory: string;
  readonly platform: "linux" | "macos" | "windows";
  /** Who holds this computer's signing key. */
  readonly identity: "software" | HardwareProvider;
  readonly approval: ApprovalSettings;
  /** Only where there is one. `seconds`: until what was copied is taken off, 0 never. */
  readonly clipboard: { readonly marks: boolean; readonly seconds: number } | undefined;
};

type Finding<S extends SelfTestSubject> = Omit<Extract<SelfTestRow, { readonly subject: S }>, "subject">;
type Findings = { readonly [S in SelfTestSubject]?: Finding<S> };

/** One row for each subject, in their order; screen and clipboard only where there is a clipboard. */
export async function selfTest(ports: SelfTestPorts, about: SelfTestAbout): Promise<readonly SelfTestRow[]> {
  const [vaultFile, keyStore, hardware, prompts] = await Promise.all([
    vaultFileRow(ports.probes, about),
    keyStoreRow(ports.keyStore, about),
    hardwareRow(ports.hardware, about),
    promptRows(ports.presence, about),
  ]);
  const findings: Findings = {
    "vault-file": vaultFile,
    memory: memoryRow(ports.probes),
    "key-store": keyStore,
    hardware,
    identity: about.identity === "software" ? fair("software") : strong("hardware"),
    ...prompts,
    ...(about.clipboard && { screen: screenRow(ports.probes), clipboard: clipboardRow(about.clipboard) }),
    package: originRow(ports.probes),
  };
  return SELF_TEST_SUBJECTS.flatMap((subject) => (findings[subject] ? [{ subject, ...findings[subject] } as SelfTestRow] : []));
}

async function vaultFileRow(probes: SelfTestProbes, { slots, vaultDirectory }: SelfTestAbout): Promise<Finding<"vault-file">> {
  if (await probes.readableByOthers(vaultDirectory)) return weak("readable");
  const typed = new Set(slots.map(({ provider }) => provider).filter((provider) => provider === "passphrase" || provider === "recovery"));
  return typed.size > 1 ? strong("two-ways") : fair("one-way");
}

function memoryRow(probes: SelfTestProbes): Finding<"memory"> {
  const { guarded, closed } = probes.memory();
  if (!guarded) return weak("ordinary");
  return closed ? strong("closed") : fair("guarded");
}

/** A key that lies there can be read by other programs of the same user, but on macOS, which asks before it gives a key to another program. */
async function keyStoreRow(keyStore: KeyStore, { slots, platform, opensWithKeyStore }: SelfTestAbout): Promise<Finding<"key-store">> {
  if (!has(slots, "key-store")) return strong("unused");
  const state = await keyStore.state(KEY_STORE_PROBE).catch(() => "unavailable" as const);
  if (state === "locked" || state === "unavailable") return fair(state, `key-store.${state}`);
  const opens = await opensWithKeyStore().catch((thrown: unknown) => toExchangeError(thrown).code);
  if (opens !== true) return fair("missing", opens === false ? "key-store.missing" : opens);
  return platform === "macos" ? fair("asks-others") : weak("readable");
}

const TROUBLES = ["no-device", "no-tools", "no-permission"] as const;

async function hardwareRow(hardware: readonly KeyHardware[], { slots }: SelfTestAbout): Promise<Finding<"hardware">> {
  const used = hardware.find(({ provider }) => has(slots, provider)) ?? hardware[0];
  const isUsed = HARDWARE_PROVIDERS.some((provider) => has(slots, provider));
  const code = isUsed ? "hardware.unavailable" : undefined;
  if (used === undefined) return fair("no-device", code);
  const state = await used.state();
  if (state === "locked-out") return fair("locked-out", "hardware.locked-out");
  if (state === "ready") return isUsed ? (has(slots, used.provider) ? strong("ready") : fair("no-device", code)) : fair("unused");
  const trouble = await used.trouble?.();
  return fair(TROUBLES.find((one) => one === trouble) ?? "unavailable", code);
}

async function promptRows(presence: Presence, about: SelfTestAbout) {
  const state = (action: PresenceAction) => presence.state(action);
  const [unlock, exporting, importing, reveal] = await Promise.all([state("unlock"), state("export"), state("import"), state("reveal")]);
  return {
    unlock: unlockRow(unlock, about),
    export: exportRow(exporting, about.approval),
    import: importing.ready ? strong("prompt") : standingIn(importing),
    reveal: about.approval.confirmReveal ? (reveal.ready ? strong("prompt") : standingIn(reveal)) : fair("unasked"),
  } satisfies Findings;
}

/** What is typed proves its owner; the key store needs the prompt for that. */
function unlockRow(state: PresenceState, { slots }: SelfTestAbout): Finding<"unlock"> {
  if (!has(slots, "key-store")) return strong("typed");
  return state.ready ? strong("prompt") : weak("unasked", state.refusal);
}

function exportRow(state: PresenceState, { passphraseOnExport }: ApprovalSettings): Finding<"export"> {
  if (!state.ready) return standingIn(state);
  return passphraseOnExport ? strong("both") : fair("prompt");
}

/** The passphrase is asked instead. A rule that approves unasked is to be taken away all the same. */
function standingIn({ refusal }: Extract<PresenceState, { readonly ready: false }>) {
  return refusal === "presence.silent-allow" ? weak("passphrase", refusal) : fair("passphrase", refusal);
}

function screenRow(probes: SelfTestProbes): Finding<"screen"> {
  const screen = probes.screen();
  return screen === "asks" ? fair(screen) : weak(screen);
}

function clipboardRow({ marks, seconds }: NonNullable<SelfTestAbout["clipboard"]>): Finding<"clipboard"> {
  if (seconds === 0) return weak("stays");
  return fair(marks ? "marked" : "unmarked");
}

function originRow(probes: SelfTestProbes): Finding<"package"> {
  const origin = probes.origin();
  return origin === "installed" ? strong(origin) : fair(origin);
}

function has(slots: SelfTestAbout["slots"], provider: SlotProvider): boolean {
  return slots.some((slot) => slot.provider === provider);
}

const graded =
  (grade: Grade) =>
  <F extends string>(finding: F, code?: ErrorCode) => ({ finding, grade, ...(code !== undefined && { code }) });
const strong = graded("strong");
const fair = graded("fair");
const weak = graded("weak");
