// What is done in the BlueZ guest, as root; the product runs there as an ordinary user. Each result is one line of JSON.
// node bluez-guest-job.ts (started by bluez-guest.sh)

import { execFileSync } from "node:child_process";
import { chownSync, cpSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ADAPTER, Bluez, CHARACTERISTIC, DEVICE, OWN } from "../../src-main/platform/bluetooth/bluez-bus.ts";
import { systemClock } from "../../src-main/platform/system-clock.ts";
import { airedBy } from "./aired.ts";
import { bleTransfer } from "./ble-transfer.ts";
import { makeBleVault } from "./ble-vault.ts";
import { LineProcess } from "./line-process.ts";

/** `nobody` and `nogroup`, on every Debian. */
const USER = 65_534;
const AS_USER = [`--reuid=${USER}`, `--regid=${USER}`, "--clear-groups", "--no-new-privs", process.execPath];
const [SENDER, RECEIVER] = ["hci0", "hci1"] as const;
/** Values that come between two breaks, and how often the link is broken. */
const [BREAK_AFTER, BREAKS] = [20, 3];

/** Milliseconds after which a transfer will not end any more, and the guest is ended to say how far it came. */
const STUCK = 240_000;

const root = mkdtempSync(join(tmpdir(), "keyferry-guest-"));
const [full, empty] = [join(root, "full"), join(root, "empty")];
const started = performance.now();
const say = (event: string, members: object = {}) =>
  process.stdout.write(`${JSON.stringify({ event, after: Math.round((performance.now() - started) / 100) / 10, ...members })}\n`);

const asker = new LineProcess("setpriv", [...AS_USER, join(import.meta.dirname, "bluez-states.ts")]);
let asked = 0;
const bluez = await bluezWithAdapters(2);
const items = await makeBleVault(full, true);
await makeBleVault(empty, false);
say("ready", { items, adapters: bluez.all(ADAPTER).map(([path]) => path) });

say("states", { when: "on", ...(await states(RECEIVER)) });
for (const name of [SENDER, RECEIVER]) await power(name, false);
say("states", { when: "off", ...(await states()) });
for (const name of [SENDER, RECEIVER]) await power(name, true);

say("transferred", { name: "quiet", ...(await transfer("quiet")) });
say("aired", { structures: airedBy(1, "/run/air.*.btsnoop") });
// the programs were ended at once: BlueZ still keeps what they had connected
const stopBreaking = breakLinks();
const broken = await transfer("broken");
say("transferred", { name: "broken", ...broken, breaks: stopBreaking() });

execFileSync("sh", ["-c", "btvirt -B -l1 >/run/btvirt-old.log 2>&1 &"]);
await bluez.until(() => bluez.all(ADAPTER).length === 3 || undefined, OWN);
await power("hci2", true);
say("states", { when: "without LE", ...(await states("hci2")) });
end("bluetoothd");
say("states", { when: "without bluetoothd", ...(await states()) });
execFileSync("sh", ["-c", "/usr/libexec/bluetooth/bluetoothd --nodetach >/run/bluetoothd-again.log 2>&1 &"]);
const again = await bluezWithAdapters(3);
end("btvirt");
await again.until(() => again.all(ADAPTER).length === 0 || undefined, OWN);
say("states", { when: "without adapters", ...(await states()) });
process.exit(0);

/** When it has that many. */
async function bluezWithAdapters(count: number): Promise<Bluez> {
  const clock = systemClock();
  for (;;) {
    const opened = await Bluez.open({ clock }).catch(() => undefined); // bluetoothd is not there yet
    if (opened) {
      await opened.until(() => opened.all(ADAPTER).length === count || undefined, OWN);
      return opened;
    }
    await new Promise<void>((resolve) => clock.after(100, resolve));
  }
}

async function power(name: string, on: boolean): Promise<void> {
  const path = `/org/bluez/${name}`;
  const body = [ADAPTER, "Powered", ["b", on]];
  await bluez.call({ path, interface: "org.freedesktop.DBus.Properties", member: "Set", signature: "ssv", body }, OWN);
  await bluez.until(() => bluez.properties(path, ADAPTER)?.Powered === on || undefined, OWN);
}

async function states(adapter = ""): Promise<object> {
  asked++;
  asker.tell(adapter);
  return asker.line("states", asked);
}

async function transfer(name: string) {
  const [from, to] = [vaultOf(full, `${name}-from`), vaultOf(empty, `${name}-to`)];
  const at = performance.now();
  const receiver = computer("receive", to, RECEIVER);
  const sender = computer("send", from, SENDER);
  const { promise: stuck, resolve } = Promise.withResolvers<{ readonly failed: string }>();
  const cancel = systemClock().after(STUCK, () => resolve({ failed: JSON.stringify({ receiver: receiver.lines, sender: sender.lines }) }));
  const end = await Promise.race([stuck, bleTransfer({ sender, receiver }, { from, to }).catch((thrown) => ({ failed: String(thrown) }))]);
  cancel();
  return { ...end, seconds: Math.round((performance.now() - at) / 1000) };
}

function computer(does: "send" | "receive", vault: string, adapter: string): LineProcess {
  return new LineProcess("setpriv", [...AS_USER, join(import.meta.dirname, "ble-computer.ts"), JSON.stringify({ does, vault, radio: { adapter } })]);
}

function vaultOf(like: string, name: string): string {
  const folder = join(root, name);
  cpSync(like, folder, { recursive: true });
  for (const path of [root, folder, ...readdirSync(folder, { recursive: true }).map((entry) => join(folder, String(entry)))]) chownSync(path, USER, USER);
  return folder;
}

/** Has the connection cut at every so manyeth value that comes to the sender; the answer ends that and says how often it was. */
function breakLinks(): () => number {
  let [values, breaks] = [0, 0];
  const forget = bluez.listen((path, { Value }) => {
    const { Service } = bluez.properties(path, CHARACTERISTIC) ?? {};
    if (Value === undefined || typeof Service !== "string" || !path.startsWith(`/org/bluez/${SENDER}/`)) return;
    if (++values % BREAK_AFTER !== 0 || breaks >= BREAKS) return;
    breaks++;
    const device = Service.slice(0, Service.lastIndexOf("/"));
    void bluez.call({ path: device, interface: DEVICE, member: "Disconnect" }, OWN).catch((thrown) => say("not broken", { why: String(thrown) }));
  });
  return () => {
    forget();
    return breaks;
  };
}

function end(program: string): void {
  execFileSync("sh", ["-c", `for p in $(pidof ${program}); do kill -KILL $p; while [ -e /proc/$p ]; do sleep 0.05; done; done`]);
}
