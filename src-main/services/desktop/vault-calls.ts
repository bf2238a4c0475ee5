// The calls about the vault as a whole: the first run, opening and locking, what is generated, preferences, protection, devices, the log.

import { Grants } from "../../../src-shared/presence/approval.ts";
import { forgetDevice } from "../device.ts";
import type { AppState } from "./app-view.ts";
import type { Calls } from "./calls.ts";
import type { CopiedSecret } from "./copied-secret.ts";
import { deviceRows, renameDevice } from "./devices.ts";
import type { Generator } from "./generator.ts";
import { itemCalls } from "./item-calls.ts";
import { logRows, undo } from "./log.ts";
import type { DesktopPorts } from "./ports.ts";
import { changePreferences } from "./preferences.ts";
import { promptWords } from "./prompt-words.ts";
import { needPassphrase, Protection } from "./protection.ts";
import { RevealApproval } from "./reveal-approval.ts";
import { testProtection } from "./self-test-call.ts";
import type { Session } from "./session.ts";
import { staysCalls } from "./stays-calls.ts";
import type { VaultState } from "./vault-state.ts";
import type { ViewBoard } from "./view-board.ts";

type Area = "view" | `${"setup" | "session" | "vault" | "generator" | "devices" | "stays" | "settings"}.${string}` | "log.list" | "log.undo";
export type VaultCalls = Pick<Calls, Extract<keyof Calls, Area>>;

export type VaultCallsParts = {
  readonly ports: DesktopPorts;
  readonly session: Session;
  readonly app: AppState;
  readonly board: ViewBoard;
  readonly state: VaultState;
  readonly copied: CopiedSecret;
  readonly generator: Generator;
  /** A transfer was taken back. */
  readonly undone: (transferId: string) => void;
};

export function vaultCalls(parts: VaultCallsParts): VaultCalls {
  const { ports, state, copied, board } = parts;
  return {
    view: ({ name }) => board.seen(name),
    ...openingCalls(parts),
    ...itemCalls({ ports, state, copied, reveals: revealApproval(parts) }),
    ...generatorCalls(parts),
    ...settingsCalls(parts),
    ...logCalls(parts),
    ...staysCalls(ports, parts.session),
  };
}

function revealApproval({ ports, session, app }: VaultCallsParts): RevealApproval {
  const { presence, hardware, exchange } = ports;
  const grants = new Grants(exchange.primitives, exchange.clock);
  const reveals = new RevealApproval({
    session,
    presence,
    grants,
    hardware,
    clock: exchange.clock,
    text: () => promptWords(app.view).reveal,
    shown: (prompt) => app.put({ revealing: prompt }),
  });
  const stop = () => reveals.stop();
  session.listen({ locked: stop, closing: stop });
  return reveals;
}

function openingCalls({ session }: VaultCallsParts) {
  return {
    "setup.create": async ({ passphrase, keyStore }) => {
      needPassphrase(passphrase);
      await session.create(passphrase, keyStore);
    },
    "setup.recoveryKey": () => session.recoveryKey(),
    "setup.confirm": ({ ending }) => session.confirm(ending),
    "session.unlock": ({ by, secret }) => session.unlock(by, secret),
    "session.stopUnlock": () => session.stopUnlock(),
    "session.lock": () => session.lock("owner"),
  } satisfies Partial<VaultCalls>;
}

function generatorCalls({ generator, copied }: VaultCallsParts) {
  return {
    "generator.make": (wanted) => generator.make(wanted),
    "generator.copy": () => copied.copy(generator.last()),
  } satisfies Partial<VaultCalls>;
}

function settingsCalls({ ports, session, app, state }: VaultCallsParts) {
  const protection = new Protection(ports, session);
  return {
    "settings.set": (change) => changePreferences(ports.preferences, app, change),
    "settings.protection": () => protection.view(),
    "settings.selfTest": () => testProtection(ports, session, app),
    "settings.hardware": (wanted) => protection.hardware(wanted),
    "settings.approval": async ({ secret, ...change }) => {
      await protection.approval(change, secret);
      state.changed("content");
    },
    "settings.keyStore": ({ on, secret }) => protection.keyStore(on, secret),
    "settings.changePassphrase": ({ from, to }) => protection.changePassphrase(from, to),
    "settings.newRecoveryKey": ({ secret }) => protection.newRecoveryKey(secret),
  } satisfies Partial<VaultCalls>;
}

function logCalls({ ports, state, undone }: VaultCallsParts) {
  return {
    "log.list": () => logRows(state.vault),
    "log.undo": ({ transferId }) => {
      undo(state.vault, transferId);
      state.changed();
      undone(transferId);
    },
    "devices.list": () => deviceRows(ports.exchange.primitives, state.vault),
    "devices.rename": ({ key, name }) => renameDevice(state.vault, key, name),
    "devices.forget": ({ key }) => forgetDevice(state.vault, key),
  } satisfies Partial<VaultCalls>;
}
