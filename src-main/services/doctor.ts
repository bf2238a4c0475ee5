// Why a transfer might not come about on this computer: every check in turn, from local facts alone.

import type { KeyState } from "../../src-shared/vault/ports.ts";
import { type Diagnosis, fine, isTunnel, OTHER_NETWORK, TYPE_ADDRESS, trouble, unknown } from "./diagnosis.ts";
import { type BluetoothSeen, bluetoothFinding, orByBluetooth } from "./doctor-bluetooth.ts";
import { type Counterpart, type CounterpartProbes, counterpartFinding, type Reached, reachCounterpart } from "./doctor-counterpart.ts";

export type NetworkInterface = { readonly name: string; readonly addresses: readonly string[]; readonly internal: boolean };
/** "unclear": on, and it cannot be told what it lets through; "unseen": its rules may not be read. `by`: its name. */
export type FirewallSeen = { readonly state: "open" | "blocked" | "unclear" | "unseen"; readonly by: string };
/** A network on which multicast does not work: the system's error, "no-echo", or "local-network" where that permission seems to be missing. */
export type SilentNetwork = { readonly by: string; readonly problem: string };

/** Each answers what is; none throws. An `undefined` problem means there is none. */
export interface DoctorProbes extends CounterpartProbes {
  interfaces(): readonly NetworkInterface[];
  /** Names the system's error, such as EACCES. */
  listen(): Promise<string | undefined>;
  /** `interfaces`: those by which another computer would come in. */
  firewall(interfaces: readonly string[]): Promise<FirewallSeen>;
  bindMulticastPort(): Promise<string | undefined>;
  multicast(): Promise<readonly SilentNetwork[]>;
  bluetooth(): Promise<BluetoothSeen>;
  keyStore(): Promise<KeyState>;
}

/** `to`: the other computer, when the owner gave its address; only then is that one asked, and this network's gateway. */
export async function examine(probes: DoctorProbes, to?: Counterpart): Promise<readonly Diagnosis[]> {
  const outer = probes.interfaces().filter(({ internal }) => !internal);
  const own = outer.flatMap(({ addresses }) => addresses);
  const online = own.length > 0;
  const [route, listening, firewall, port, silent, seen, keyStore, reached] = await Promise.all([
    probes.defaultRoute(),
    probes.listen(),
    probes.firewall(outer.map(({ name }) => name).filter((name) => !isTunnel(name))),
    probes.bindMulticastPort(),
    online ? probes.multicast() : [],
    probes.bluetooth(),
    probes.keyStore(),
    to !== undefined && online ? reachCounterpart(probes, to, own) : undefined,
  ]);
  const links = [
    network(outer),
    vpn(route?.by, reached),
    listeningState(listening),
    firewallState(firewall),
    multicastPort(port),
    online && port === undefined ? multicast(silent.filter(({ by }) => !isTunnel(by))) : undefined,
    to && reached && counterpartFinding(to.address, reached),
  ].filter((finding) => finding !== undefined);
  const bluetooth = bluetoothFinding(
    seen,
    links.some(({ kind }) => kind === "trouble"),
  );
  return [...links.map((finding) => orByBluetooth(finding, bluetooth)), bluetooth, keyStoreState(keyStore)];
}

function network(outer: readonly NetworkInterface[]): Diagnosis {
  const named = outer.flatMap(({ name, addresses: [first] }) => (first === undefined ? [] : [`${name} ${first}`])).join(", ");
  if (named !== "") return fine("network", `This computer is on a network: ${named}.`, named);
  const bare = outer.map(({ name }) => name).join(", ");
  const join = { fix: "Join the network the other computer is on.", otherwise: OTHER_NETWORK };
  if (bare === "") return trouble("network", "This computer is on no network.", join, "none");
  const again = { fix: "Disconnect from the network and join it again, or restart the router.", otherwise: OTHER_NETWORK };
  return trouble("network", `This computer is connected (${bare}), but the network gave it no address.`, again, bare);
}

/** The tunnel takes everything, or what is for the other computer; one through which they do reach each other is no trouble. */
function vpn(route: string | undefined, reached: Reached | undefined): Diagnosis | undefined {
  const tunnel = [reached?.by, route].find((name) => name !== undefined && isTunnel(name));
  if (tunnel === undefined) return fine("vpn", "No VPN takes the traffic of this computer.");
  if (reached?.state === "reached" || reached?.state === "refused") return undefined;
  const remedy = { fix: "Pause the VPN during the transfer, or allow local network access in its settings.", otherwise: TYPE_ADDRESS };
  const what = reached?.by === tunnel ? "what is for the other computer" : "the traffic of this computer";
  return trouble("vpn", `A VPN (${tunnel}) takes ${what}.`, remedy, tunnel);
}

function listeningState(problem: string | undefined): Diagnosis {
  if (problem === undefined) return fine("listening", "Keyferry can wait for another computer here.");
  const remedy = { fix: "Allow Keyferry to take connections in the system's security settings.", otherwise: "Receive on another computer." };
  return trouble("listening", `Keyferry may not wait for connections here (${problem}).`, remedy, problem);
}

const LET_IN = {
  fix: "Allow Keyferry, or connections from the local network, in the firewall's settings.",
  otherwise: "Run “keyferry receive --port 41000” and allow TCP port 41000 alone.",
};

function firewallState({ state, by }: FirewallSeen): Diagnosis {
  switch (state) {
    case "open":
      return fine("firewall", "No firewall of this computer keeps other computers out.", by);
    case "blocked":
      return trouble("firewall", `The firewall of this computer (${by}) keeps other computers out.`, LET_IN, by);
    case "unclear":
      return unknown("firewall", `A firewall is on (${by}), and it cannot be told whether it lets other computers in.`, LET_IN, by);
    case "unseen":
      return unknown("firewall", "Keyferry may not look at this computer's firewall: it may be off, or keep other computers out.", LET_IN, "unseen");
  }
}

function multicastPort(problem: string | undefined): Diagnosis {
  if (problem === undefined) return fine("multicast-port", "UDP port 5353, by which computers find each other, can be used.");
  const remedy = { fix: "Close the program that keeps it to itself.", otherwise: TYPE_ADDRESS };
  return trouble("multicast-port", `UDP port 5353 cannot be used (${problem}).`, remedy, problem);
}

/** Of the problems only the system's own names are shown; what "no-echo" means the sentence says. */
function multicast(silent: readonly SilentNetwork[]): Diagnosis {
  const detail = silent.map(({ by, problem }) => (/^[A-Z]/.test(problem) ? `${by} ${problem}`.trim() : by)).join(", ");
  if (detail === "") return fine("multicast", "Multicast, by which computers find each other, goes out of this computer and comes back.");
  if (silent.some(({ problem }) => problem === "local-network"))
    return unknown(
      "local-network",
      "Keyferry seems to have no permission for the local network; macOS does not say whether it has.",
      { fix: "Turn on Keyferry in System Settings, Privacy & Security, Local Network.", otherwise: TYPE_ADDRESS },
      detail,
    );
  const remedy = { fix: "Allow UDP port 5353 (mDNS) in the firewall.", otherwise: TYPE_ADDRESS };
  return trouble("multicast", `Multicast, by which computers find each other, is dropped here (${detail}).`, remedy, detail);
}

function keyStoreState(state: KeyState): Diagnosis {
  switch (state) {
    case "present":
    case "missing":
      return fine("key-store", "This computer's key store is there and open.");
    case "locked":
      return trouble(
        "key-store",
        "This computer's key store is locked.",
        { fix: "Log in or unlock it.", otherwise: "Open the vault with the passphrase." },
        state,
      );
    case "unavailable":
      return trouble(
        "key-store",
        "This computer has no key store that can be used.",
        { fix: "Open vaults with the passphrase.", otherwise: "Open vaults with the recovery key." },
        state,
      );
  }
}
