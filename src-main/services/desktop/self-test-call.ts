// The self-test of the open vault, for the window.

import type { SelfTestRow } from "../../../src-shared/ipc/views-self-test.ts";
import { approvalSettings } from "../approval-settings.ts";
import { identityHolder } from "../device-identity.ts";
import { selfTest } from "../self-test.ts";
import type { AppState } from "./app-view.ts";
import type { DesktopPorts } from "./ports.ts";
import type { Session } from "./session.ts";

type Ports = Pick<DesktopPorts, "exchange" | "presence" | "keyStore" | "hardware" | "selfTest" | "clipboard" | "vaultDirectory" | "about">;

export async function testProtection({ selfTest: probes, ...ports }: Ports, session: Session, app: AppState): Promise<readonly SelfTestRow[]> {
  const { vault } = session;
  return selfTest(
    { presence: ports.presence, keyStore: ports.keyStore, hardware: ports.hardware, probes },
    {
      slots: vault.slots(),
      opensWithKeyStore: () => vault.opensWithKeyStore(),
      vaultDirectory: ports.vaultDirectory,
      platform: ports.about.platform,
      identity: await identityHolder(vault, ports.exchange.identityHardware),
      approval: approvalSettings(vault),
      clipboard: { marks: ports.clipboard.marks, seconds: app.view.preferences.clipboardSeconds },
    },
  );
}
