// `vault slots list|add|remove`: the ways to open the vault.

import { Argument, type Command } from "commander";
import { hex } from "../../../src-shared/bytes.ts";
import type { NewSlot, SlotProvider, SlotView } from "../../../src-shared/vault/model.ts";
import { passphraseSecret } from "../../../src-shared/vault/open-vault.ts";
import { findSlot } from "../../services/vaults.ts";
import type { Context, Runner } from "../context.ts";
import { bold, dim, green, yellow } from "../output.ts";
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

const KINDS = ["passphrase", "key-store", "recovery"] as const satisfies readonly SlotProvider[];
type Kind = (typeof KINDS)[number];

export function addVaultSlots(parent: Command, run: Runner): void {
  const slots = parent.command("slots").description("the ways to open the vault");
  slots.command("list").description("list them").action(run(list));
  slots.command("add").description("add one").addArgument(new Argument("<kind>").choices(KINDS)).action(run(add));
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

function add(context: Context, _options: unknown, kind: Kind): Promise<void> {
  const { output } = context;
  return withVault(context, async (vault) => {
    const wanted = await newSlot(context, kind);
    const { slot, recoveryKey } = await vault.addSlot(wanted).finally(() => wanted.provider === "passphrase" && wanted.passphrase.wipe());
    output.emit(slotEvent(slot), `${green("✓")} The vault now opens with ${kind === "key-store" ? NAMES[kind] : `this ${NAMES[kind]}`} too.`);
    if (recoveryKey === undefined) return;
    output.emit({ event: "recovery-key", key: recoveryKey }, [
      "",
      `   ${bold(recoveryKey)}`,
      "",
      yellow("Write it down on paper now. It is shown this once and kept nowhere."),
    ]);
  });
}

async function newSlot({ prompter, vaultDirectory }: Context, provider: Kind): Promise<NewSlot> {
  if (provider !== "passphrase") return { provider };
  const question = { kind: "new-passphrase", detail: { directory: vaultDirectory }, text: "New passphrase" } as const;
  return { provider, passphrase: passphraseSecret(await prompter.newSecret(question)) };
}

function remove(context: Context, _options: unknown, id: string): Promise<void> {
  const { output } = context;
  return withVault(context, async (vault) => {
    const slot = findSlot(vault.slots(), id);
    await vault.removeSlot(slot.slotId);
    output.emit({ ...slotEvent(slot), removed: true }, `${green("✓")} The vault does not open with that ${NAMES[slot.provider]} any more.`);
  });
}

function slotEvent({ slotId, provider, addedAt }: SlotView) {
  return { event: "slot", id: hex(slotId), provider, addedAt } as const;
}
