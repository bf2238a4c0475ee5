// What this computer has to keep a key in, as far as a program without Electron can reach it.

import type { IdentityHardware, KeyHardware } from "../../src-shared/vault/ports.ts";
import { nativeAddon } from "./native.ts";
import { secureEnclaveHardware, secureEnclaveIdentity } from "./secure-enclave.ts";
import { tpmHardware } from "./tpm.ts";
import { tpmIdentity } from "./tpm-identity.ts";
import { TpmTools } from "./tpm-tools.ts";
import { windowsHelloHardware, windowsIdentity } from "./windows-hello.ts";

export type SystemHardware = { readonly hardware: readonly KeyHardware[]; readonly identityHardware?: IdentityHardware };

/** On Linux there is always one, which says itself when it cannot be used. */
export function systemHardware(platform: NodeJS.Platform = process.platform): SystemHardware {
  switch (platform) {
    case "linux": {
      const tools = new TpmTools();
      return { hardware: [tpmHardware(tools)], identityHardware: tpmIdentity(tools) };
    }
    case "darwin": {
      const enclave = nativeAddon()?.secureEnclave;
      return enclave === undefined ? { hardware: [] } : { hardware: [secureEnclaveHardware(enclave)], identityHardware: secureEnclaveIdentity(enclave) };
    }
    case "win32": {
      const hello = nativeAddon()?.windowsHello;
      return hello === undefined ? { hardware: [] } : { hardware: [windowsHelloHardware(hello)], identityHardware: windowsIdentity(hello) };
    }
    default:
      return { hardware: [] };
  }
}
