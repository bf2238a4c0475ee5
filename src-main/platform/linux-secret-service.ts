// The Secret Service of a Linux desktop asked directly over D-Bus: is our secret there, is it locked, and unlocking it without
// blocking a thread. Needs no secret itself; keytar, which cannot tell "locked" from "missing", is only called after this.
// https://specifications.freedesktop.org/secret-service-spec/

import { existsSync } from "node:fs";
import { join } from "node:path";
import type { MessageBus } from "dbus-native";

/** `no-collection`: the service runs, but there is no keyring to put anything into. `unavailable`: no bus, or no service on it. */
export type SecretState = "present" | "missing" | "locked" | "no-collection" | "unavailable";
export type UnlockOutcome = "unlocked" | "dismissed" | "timed-out" | "unavailable";

const SERVICE = "org.freedesktop.secrets";
const ROOT = "/org/freedesktop/secrets";
const NOWHERE = "/";
/** Milliseconds for a call that asks nobody. */
const CALL = 20_000;

type Path = string;

/** Never shows a prompt. */
export function secretState(service: string, account: string): Promise<SecretState> {
  return withBus<SecretState>("unavailable", async (bus) => {
    if (!(await isOffered(bus))) return "unavailable";
    const [unlocked, locked] = await search(bus, service, account);
    if (unlocked.length > 0) return "present";
    if (locked.length > 0) return "locked";
    const collection = await defaultCollection(bus);
    if (collection === NOWHERE) return "no-collection";
    return (await isLocked(bus, collection)) ? "locked" : "missing";
  });
}

/** Lets the desktop ask the person to unlock what holds the secret; gives up, and takes the prompt away, after `deadline` milliseconds. */
export function unlockSecret(service: string, account: string, deadline: number): Promise<UnlockOutcome> {
  return withBus<UnlockOutcome>("unavailable", async (bus) => {
    const [, locked] = await search(bus, service, account);
    const wanted = locked.length > 0 ? locked : [await defaultCollection(bus)];
    const [done, prompt] = (await invoke(bus, ROOT, "org.freedesktop.Secret.Service", "Unlock", "ao", [wanted])) as [readonly Path[], Path];
    if (wanted.every((path) => done.includes(path))) return "unlocked";
    return prompt === NOWHERE ? "dismissed" : answerTo(bus, prompt, deadline);
  });
}

async function answerTo(bus: MessageBus, prompt: Path, deadline: number): Promise<UnlockOutcome> {
  const surface = await bus.getService(SERVICE).getInterface(prompt, "org.freedesktop.Secret.Prompt");
  const { promise, resolve } = Promise.withResolvers<UnlockOutcome>();
  const timer = setTimeout(() => resolve("timed-out"), deadline);
  bus.connection.on("close", () => resolve("unavailable"));
  await surface.$subscribe("Completed", (dismissed: boolean) => resolve(dismissed ? "dismissed" : "unlocked"));
  await invoke(bus, prompt, "org.freedesktop.Secret.Prompt", "Prompt", "s", [""]);
  const outcome = await promise;
  clearTimeout(timer);
  if (outcome === "timed-out") await invoke(bus, prompt, "org.freedesktop.Secret.Prompt", "Dismiss");
  return outcome;
}

async function isOffered(bus: MessageBus): Promise<boolean> {
  return (await bus.listNames()).includes(SERVICE) || (await bus.listActivatableNames()).includes(SERVICE);
}

/** The items with these attributes: those that are open, and those that are locked. */
async function search(bus: MessageBus, service: string, account: string): Promise<readonly [readonly Path[], readonly Path[]]> {
  const attributes = [
    ["service", service],
    ["account", account],
  ];
  return (await invoke(bus, ROOT, "org.freedesktop.Secret.Service", "SearchItems", "a{ss}", [attributes])) as [readonly Path[], readonly Path[]];
}

async function defaultCollection(bus: MessageBus): Promise<Path> {
  return (await invoke(bus, ROOT, "org.freedesktop.Secret.Service", "ReadAlias", "s", ["default"])) as Path;
}

async function isLocked(bus: MessageBus, collection: Path): Promise<boolean> {
  const property = ["org.freedesktop.Secret.Collection", "Locked"];
  return (await invoke(bus, collection, "org.freedesktop.DBus.Properties", "Get", "ss", property)) === true;
}

function invoke(bus: MessageBus, path: Path, iface: string, member: string, signature?: string, body?: unknown[]): PromiseLike<unknown> {
  return bus.invoke({ destination: SERVICE, path, interface: iface, member, ...(signature && body && { signature, body }) });
}

/** A connection for the length of `work`; `otherwise` when there is no bus, or it or the service goes away. */
async function withBus<T>(otherwise: T, work: (bus: MessageBus) => Promise<T>): Promise<T> {
  const busAddress = sessionAddress();
  if (busAddress === undefined) return otherwise;
  const { sessionBus } = await import("dbus-native");
  let bus: MessageBus | undefined;
  try {
    bus = sessionBus({ busAddress, timeout: CALL });
    const { promise: broken, reject } = Promise.withResolvers<never>();
    bus.connection.on("error", reject); // without a listener a missing socket would end the process
    return await Promise.race([work(bus), broken]);
  } catch (thrown) {
    if (isAbsence(thrown)) return otherwise;
    throw thrown;
  } finally {
    bus?.connection.end();
  }
}

function sessionAddress(): string | undefined {
  const { DBUS_SESSION_BUS_ADDRESS: address, XDG_RUNTIME_DIR: runtime } = process.env;
  if (address) return address;
  const socket = runtime && join(runtime, "bus");
  return socket && existsSync(socket) ? `unix:path=${socket}` : undefined;
}

/** Failures of the bus and of the service, as opposed to mistakes of ours. Chromium makes a missing bus the address "disabled:". */
function isAbsence(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  return "dbusName" in thrown || "code" in thrown || "syscall" in thrown || /address|connection/i.test(thrown.message);
}
