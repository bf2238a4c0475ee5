// Why a transfer might not come about on this computer: each check answers with one sentence and, where something is wrong, one fix.

import type { KeyState } from "../../src-shared/vault/ports.ts";

export type NetworkInterface = { readonly name: string; readonly addresses: readonly string[]; readonly internal: boolean };

/** Each answers what is; none throws. An `undefined` problem means there is none. */
export interface DoctorProbes {
  interfaces(): readonly NetworkInterface[];
  /** The interface that carries the default route; undefined when there is none or it cannot be told. */
  defaultRoute(): Promise<string | undefined>;
  /** Names the system's error, such as EACCES. */
  listen(): Promise<string | undefined>;
  bindMulticastPort(): Promise<string | undefined>;
  joinMulticast(): Promise<string | undefined>;
  keyStore(): Promise<KeyState>;
}

export type Check = "network" | "vpn" | "listening" | "multicast-port" | "multicast" | "key-store";
/** `detail`: the public fact in `text`, such as an interface's name or an error's. */
export type Diagnosis = {
  readonly check: Check;
  readonly kind: "fine" | "trouble";
  readonly text: string;
  readonly fix?: string;
  readonly detail?: string;
};

/** Interfaces that VPNs make on Linux, macOS and Windows. */
const VPN = /^(tun|tap|wg|utun|ppp|ipsec|tailscale|zt|nordlynx|proton|mullvad|cscotun)|wireguard|openvpn|vpn/i;

export async function examine(probes: DoctorProbes): Promise<readonly Diagnosis[]> {
  const [route, listening, port, multicast, keyStore] = await Promise.all([
    probes.defaultRoute(),
    probes.listen(),
    probes.bindMulticastPort(),
    probes.joinMulticast(),
    probes.keyStore(),
  ]);
  return [
    network(probes.interfaces()),
    vpn(route),
    listening === undefined
      ? fine("listening", "Another computer can connect to this one.")
      : trouble(
          "listening",
          `This computer may not take connections (${listening}).`,
          "Allow Keyferry in the firewall, or receive on the other computer.",
          listening,
        ),
    port === undefined
      ? fine("multicast-port", "UDP port 5353, by which computers find each other, can be used.")
      : trouble(
          "multicast-port",
          `UDP port 5353 cannot be used (${port}).`,
          "Close the program that keeps it to itself, or type the address that Receive shows.",
          port,
        ),
    multicast === undefined
      ? fine("multicast", "Multicast, by which computers find each other, works on this network.")
      : trouble("multicast", `Multicast does not work here (${multicast}).`, "Type the address that Receive shows, or join another network.", multicast),
    keyStoreState(keyStore),
  ];
}

function network(interfaces: readonly NetworkInterface[]): Diagnosis {
  const outer = interfaces.filter(({ internal, addresses }) => !internal && addresses.length > 0);
  const named = outer.map(({ name, addresses }) => `${name} ${addresses[0]}`).join(", ");
  if (outer.length > 0) return fine("network", `This computer is on a network: ${named}.`, named);
  return trouble("network", "This computer is on no network.", "Join the network the other computer is on.");
}

function vpn(route: string | undefined): Diagnosis {
  if (route === undefined || !VPN.test(route)) return fine("vpn", "No VPN takes the traffic of this computer.");
  return trouble(
    "vpn",
    `A VPN (${route}) takes the traffic of this computer.`,
    "Pause the VPN during the transfer, or allow local network access in its settings.",
    route,
  );
}

function keyStoreState(state: KeyState): Diagnosis {
  switch (state) {
    case "present":
    case "missing":
      return fine("key-store", "This computer's key store is there and open.");
    case "locked":
      return trouble("key-store", "This computer's key store is locked.", "Log in or unlock it, or open the vault with the passphrase.", state);
    case "unavailable":
      return trouble("key-store", "This computer has no key store that can be used.", "Open vaults with the passphrase or the recovery key.", state);
  }
}

function fine(check: Check, text: string, detail?: string): Diagnosis {
  return { check, kind: "fine", text, ...(detail !== undefined && { detail }) };
}

function trouble(check: Check, text: string, fix: string, detail?: string): Diagnosis {
  return { check, kind: "trouble", text, fix, ...(detail !== undefined && { detail }) };
}
