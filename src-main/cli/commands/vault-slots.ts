// `vault slots list|add|remove`: the ways to open the vault.

import { Argument, type Command } from "commander";
import { hex } from "../../../src-shared/bytes.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import type { Secret } from "../../../src-shared/secret.ts";
import type { NewSlot, SlotProvider, SlotView } from "../../../src-shared/vault/model.ts";
import { passphraseSecret } from "../../../src-shared/vault/open-vault.ts";
import type { HardwareProvider } from "../../../src-shared/vault/ports.ts";
import { needPin } from "../../services/desktop/protection.ts";
import { findSlot } from "../../services/vaults.ts";
import type { Context, Runner } from "../context.ts";
import { bold, dim, green, yellow } from "../output.ts";
import { PROMPT_TEXT } from "../prompt-words.ts";
import { table } from "../table.ts";
import { withVault } from "../unlock.ts";
import { date } from "../wording.ts";

const NAMES: Record<SlotProvider, string> = {
  passphrase: "passphrase",
  "key-store": "this computer's key store",
  recovery: "recovery key",
  tpm: "this computer's security chip",
  "secure-enclave": "Touch ID",
  "windows-hello": "Windows Hello",
};

/** What opens the vault from now on. */
const OPENS: Record<SlotProvider, string> = {
  ...NAMES,
  passphrase: "this passphrase",
  recovery: "this recovery key",
  tpm: "this computer's security chip and the PIN",
};

/** The way in is changed by who can type another one. */
const PROVE = ["To change the ways in, type what opens the vault."];

const ABOUT_PIN = [
  "Six characters or more. After a few wrong PINs the security chip locks itself for a while;",
  "the passphrase and the recovery key open the vault all the same.",
];

export function addVaultSlots(parent: Command, run: Runner): void {
  const slots = parent.command("slots").description("the ways to open the vault");
  slots.command("list").description("list them").action(run(list));
  slots
    .command("add")
    .description("add one")
    .addArgument(new Argument("<kind>").choices(Object.keys(NAMES)))
    .action(run(add));
  slots.command("remove").description("remove one; the last one stays").argument("<id>", "its id or the beginning of it").action(run(remove));
}

function list(context: Context): Promise<void> {
  const { output } = context;
  return withVault(context, (vault) => {
    const slots = vault.slots();
    if (output.json) for (const slot of slots) output.emit(slotEvent(slot));
    else output.lines(...table(slots.map(({ slotId, provider, addedAt }) => [dim(hex(slotId).slice(0, 8)), NAMES[provider], dim(`since ${date(addedAt)}`)])));
  });
}

function add(context: Context, _options: unknown, kind: SlotProvider): Promise<void> {
  const { output } = context;
  return withVault(context, async (vault, proof) => {
    await proof.need(PROVE, context.signal);
    const wanted = await newSlot(context, kind);
    const { slot, recoveryKey } = await vault.addSlot(wanted).finally(() => wipeTyped(wanted));
    output.emit(slotEvent(slot), `${green("✓")} The vault now opens with ${OPENS[kind]} too.`);
    if (recoveryKey === undefined) return;
    output.emit({ event: "recovery-key", key: recoveryKey }, [
      "",
      `   ${bold(recoveryKey)}`,
      "",
      yellow("Write it down on paper now. It is shown this once and kept nowhere."),
    ]);
  });
}

async function newSlot(context: Context, provider: SlotProvider): Promise<NewSlot> {
  if (provider === "key-store" || provider === "recovery") return { provider };
  const { prompter, vaultDirectory } = context;
  if (provider !== "passphrase") {
    await needHardware(context, provider);
    return { provider, gesture: { text: PROMPT_TEXT.unlock, ...(provider === "tpm" && { pin: await newPin(context) }) } };
  }
  const question = { kind: "new-passphrase", detail: { directory: vaultDirectory }, text: "New passphrase" } as const;
  return { provider, passphrase: passphraseSecret(await prompter.newSecret(question)) };
}

/** Before a PIN is thought up for nothing. Throws `hardware.unavailable` or `hardware.locked-out`. */
async function needHardware({ host }: Context, provider: HardwareProvider): Promise<void> {
  const hardware = host.hardware.find((one) => one.provider === provider);
  if (hardware === undefined) throw new ExchangeError("hardware.unavailable", { detail: "no-device" });
  const state = await hardware.state();
  if (state === "ready") return;
  const trouble = state === "unavailable" ? await hardware.trouble?.() : undefined;
  throw new ExchangeError(`hardware.${state}`, trouble === undefined ? {} : { detail: trouble });
}

/** Throws `usage.invalid` when it is too short each time. */
async function newPin({ prompter, vaultDirectory }: Context): Promise<Secret> {
  const question = { kind: "new-pin", detail: { directory: vaultDirectory }, text: "New PIN" } as const;
  for (let attempt = 1; ; attempt++) {
    const typed = await prompter.newSecret({ ...question, about: attempt === 1 ? ABOUT_PIN : [yellow("Six characters or more.")] });
    try {
      needPin(typed);
      return passphraseSecret(typed);
    } catch (thrown) {
      if (attempt >= prompter.tries) throw thrown;
    }
  }
}

function wipeTyped(wanted: NewSlot): void {
  if (wanted.provider === "passphrase") wanted.passphrase.wipe();
  if ("gesture" in wanted) wanted.gesture.pin?.wipe();
}

function remove(context: Context, _options: unknown, id: string): Promise<void> {
  const { output } = context;
  return withVault(context, async (vault, proof) => {
    const slot = findSlot(vault.slots(), id);
    await proof.need(PROVE, context.signal);
    await vault.removeSlot(slot.slotId);
    output.emit({ ...slotEvent(slot), removed: true }, `${green("✓")} Removed: ${NAMES[slot.provider]}. It does not open the vault any more.`);
  });
}

function slotEvent({ slotId, provider, addedAt }: SlotView) {
  return { event: "slot", id: hex(slotId), provider, addedAt } as const;
}
