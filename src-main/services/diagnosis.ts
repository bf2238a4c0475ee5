// What the doctor says about one check: the cause in one sentence and, where something is wrong or not to be seen, one fix and another way.

export type Check = "network" | "vpn" | "listening" | "firewall" | "multicast-port" | "multicast" | "local-network" | "counterpart" | "bluetooth" | "key-store";

/**
 * `note`: something that is not as it could be and keeps nothing from working. `detail`: the public fact in `text`, such as an interface's name or
 * an error's. `otherwise`: a way that does without the fix.
 */
export type Diagnosis = {
  readonly check: Check;
  readonly kind: "fine" | "note" | "trouble" | "unknown";
  readonly text: string;
  readonly fix?: string;
  readonly otherwise?: string;
  readonly detail?: string;
};

export type Remedy = { readonly fix: string; readonly otherwise: string };

export function fine(check: Check, text: string, detail?: string): Diagnosis {
  return { check, kind: "fine", text, ...(detail !== undefined && { detail }) };
}

export function trouble(check: Check, text: string, remedy: Remedy, detail?: string): Diagnosis {
  return { check, kind: "trouble", text, ...remedy, ...(detail !== undefined && { detail }) };
}

export function note(check: Check, text: string, remedy: Remedy, detail?: string): Diagnosis {
  return { ...trouble(check, text, remedy, detail), kind: "note" };
}

/** It cannot be told from here whether anything is wrong. */
export function unknown(check: Check, text: string, remedy: Remedy, detail?: string): Diagnosis {
  return { ...trouble(check, text, remedy, detail), kind: "unknown" };
}

/** Interfaces that VPNs make on Linux, macOS and Windows. */
export function isTunnel(name: string): boolean {
  return /^(tun|tap|wg|utun|ppp|ipsec|tailscale|zt|nordlynx|proton|mullvad|cscotun)|wireguard|openvpn|vpn/i.test(name);
}

export const TYPE_ADDRESS = "Type the address that Receive shows on the other computer.";
export const OTHER_NETWORK = "Connect both computers by a network cable or through a phone's hotspot.";
