import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, type TestContext } from "vitest";
import { type Keytar, keytarKeyStore, type SecretProbe } from "./keystore-keytar.ts";

const code = (value: string, detail?: string) => expect.objectContaining({ code: value, ...(detail && { detail }) });
const KEY = Uint8Array.from({ length: 32 }, (_, i) => i);

describe("over a keytar that behaves badly", () => {
  it("a call that hangs ends at the deadline", async () => {
    const store = keytarKeyStore({
      service: "s",
      deadline: 20,
      load: async () => fakeKeytar({ getPassword: () => new Promise(() => {}) }),
      probe: probe("present"),
    });
    await expect(store.get("a")).rejects.toEqual(code("key-store.locked", "no answer"));
  });

  it("a second call does not begin while one hangs", async () => {
    let begun = 0;
    const getPassword = () => {
      begun++;
      return new Promise<string>(() => {});
    };
    const store = keytarKeyStore({ service: "s", deadline: 20, load: async () => fakeKeytar({ getPassword }), probe: probe("present") });
    await Promise.allSettled([store.get("a"), store.get("a"), store.get("a")]);
    expect(begun).toBe(1);
  });

  it("a value that is not read back is not taken as kept", async () => {
    const store = keytarKeyStore({ service: "s", load: async () => fakeKeytar({ getPassword: async () => "AA==" }), probe: probe("missing") });
    await expect(store.put("a", KEY)).rejects.toEqual(code("key-store.denied", "not kept"));
  });

  it("nothing where there should be something is an error", async () => {
    const store = keytarKeyStore({ service: "s", load: async () => fakeKeytar({}), probe: probe("present") });
    await expect(store.get("a")).rejects.toEqual(code("key-store.missing"));
  });

  it("a value that is no key is refused", async () => {
    const store = keytarKeyStore({ service: "s", load: async () => fakeKeytar({ getPassword: async () => "AA==" }), probe: probe("present") });
    await expect(store.get("a")).rejects.toEqual(code("key-store.denied"));
  });

  it("its failure is an error with a code", async () => {
    const store = keytarKeyStore({
      service: "s",
      load: async () => fakeKeytar({ getPassword: async () => Promise.reject(new Error("no")) }),
      probe: probe("present"),
    });
    await expect(store.get("a")).rejects.toEqual(code("key-store.denied"));
  });

  it("its absence is an error with a code", async () => {
    const store = keytarKeyStore({ service: "s", load: async () => Promise.reject(new Error("not installed")), probe: undefined });
    expect([await store.state("a"), await store.get("a").catch((thrown: unknown) => thrown)]).toEqual(["unavailable", code("key-store.unavailable")]);
  });

  it("it is not asked while the store is locked", async () => {
    const asked = () => Promise.reject(new TypeError("asked"));
    const store = keytarKeyStore({ service: "s", load: asked, probe: probe("locked", "dismissed") });
    await expect(store.get("a")).rejects.toEqual(code("key-store.locked", "dismissed"));
  });
});

describe("over a locked store", () => {
  it("calls at the same time ask the person once", async () => {
    let asked = 0;
    const unlock = async () => {
      asked++;
      await new Promise(setImmediate);
      return "dismissed" as const;
    };
    const store = keytarKeyStore({ service: "s", load: async () => fakeKeytar({}), probe: { ...probe("locked"), unlock } });
    await Promise.allSettled([store.get("a"), store.get("a"), store.put("b", KEY)]);
    expect(asked).toBe(1);
  });

  it("a call after a dismissed prompt asks again", async () => {
    let asked = 0;
    const unlock = async () => {
      asked++;
      return "dismissed" as const;
    };
    const store = keytarKeyStore({ service: "s", load: async () => fakeKeytar({}), probe: { ...probe("locked"), unlock } });
    for (const name of ["a", "b"]) await store.get(name).catch(() => undefined);
    expect(asked).toBe(2);
  });
});

describe("over the real keyring", () => {
  it("a key comes back, and goes when it is removed", async (context) => {
    const desktop = await startDesktop(context, "unlocked");
    const steps = ["state", "put", "state", "get", "remove", "state", "get", "remove"];
    expect(await desktop.run(...steps)).toEqual(["missing", "done", "present", KEY_TEXT, true, "missing", "key-store.missing", false]);
  });

  it("a locked one whose prompt is dismissed says locked, not missing", async (context) => {
    const desktop = await startDesktop(context, "unlocked");
    await desktop.run("put");
    desktop.lock();
    expect(await desktop.run("state", "get", "put", "remove", "state")).toEqual(["locked", LOCKED, LOCKED, LOCKED, "locked"]);
  });

  it("a locked one still has the key once it is unlocked", async (context) => {
    const desktop = await startDesktop(context, "unlocked");
    await desktop.run("put");
    desktop.lock();
    await desktop.run("get");
    desktop.unlock();
    expect(await desktop.run("state", "get")).toEqual(["present", KEY_TEXT]);
  });

  it("one without a collection has nothing and takes nothing", async (context) => {
    const desktop = await startDesktop(context, "no collection");
    expect(await desktop.run("state", "get", "put", "remove")).toEqual(["missing", "key-store.missing", "key-store.unavailable", false]);
  });

  it("a session without one says unavailable", async (context) => {
    const desktop = await startDesktop(context, "no service");
    expect(await desktop.run("state", "get", "put", "remove")).toEqual(["unavailable", ...Array(3).fill("key-store.unavailable")]);
  });

  it("a machine without a session says unavailable", async (context) => {
    const desktop = await startDesktop(context, "no bus");
    expect(await desktop.run("state", "get", "put", "remove")).toEqual(["unavailable", ...Array(3).fill("key-store.unavailable")]);
  });

  it("a bus that does not answer says unavailable", async (context) => {
    const desktop = await startDesktop(context, "dead bus");
    expect(await desktop.run("state", "get")).toEqual(["unavailable", "key-store.unavailable"]);
  });

  it("a bus that Electron has named disabled says unavailable", async (context) => {
    const desktop = await startDesktop(context, "disabled bus");
    expect(await desktop.run("state", "get")).toEqual(["unavailable", "key-store.unavailable"]);
  });
});

const KEY_TEXT = Buffer.from(KEY).toString("hex");
const LOCKED = "key-store.locked";
const PROGRAMS = ["dbus-daemon", "gnome-keyring-daemon", "gdbus"];
const LOGIN = "/org/freedesktop/secrets/collection/login";

type Session = "unlocked" | "no collection" | "no service" | "no bus" | "dead bus" | "disabled bus";

/** A session bus of its own in a home of its own, without services that start by themselves: a prompt has nothing to show it and is dismissed. */
async function startDesktop(context: TestContext, session: Session) {
  const missing = PROGRAMS.filter((program) => spawnSync("which", [program]).status !== 0);
  if (process.platform !== "linux" || missing.length > 0) context.skip(`needs Linux with ${missing.join(", ") || PROGRAMS.join(", ")}`);
  const home = mkdtempSync(join(tmpdir(), "keyferry-desktop-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const { DBUS_SESSION_BUS_ADDRESS: _, DISPLAY: __, WAYLAND_DISPLAY: ___, ...inherited } = process.env;
  const env: NodeJS.ProcessEnv = { ...inherited, HOME: home, XDG_RUNTIME_DIR: home, XDG_DATA_HOME: join(home, "data"), XDG_CONFIG_HOME: home };
  mkdirSync(join(home, "data"), { mode: 0o700 });
  if (session === "dead bus") env.DBUS_SESSION_BUS_ADDRESS = `unix:path=${home}/nobody`;
  else if (session === "disabled bus") env.DBUS_SESSION_BUS_ADDRESS = "disabled:";
  else if (session !== "no bus") env.DBUS_SESSION_BUS_ADDRESS = await startBus(home, env);
  if (session === "unlocked") startKeyring(env, ["--unlock"], "ring password");
  if (session === "no collection") startKeyring(env, [], "");
  if (session === "unlocked" || session === "no collection")
    execFileSync("gdbus", ["wait", "--session", "--timeout", "10", "org.freedesktop.secrets"], { env });
  return {
    /** One process, as the product is one: the answers, or the codes of the errors. */
    run: async (...steps: readonly string[]) => runSteps(env, steps),
    lock: () => void gdbus(env, "org.freedesktop.Secret.Service.Lock", `["${LOGIN}"]`),
    unlock: () => startKeyring(env, ["--replace", "--unlock"], "ring password"),
  };
}

async function startBus(home: string, env: NodeJS.ProcessEnv): Promise<string> {
  const configuration = join(home, "bus.conf");
  const policy = '<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>';
  writeFileSync(configuration, `<busconfig><type>session</type><listen>unix:path=${home}/bus</listen>${policy}</busconfig>`);
  const daemon = spawn("dbus-daemon", [`--config-file=${configuration}`, "--nofork", "--print-address=1"], { env, stdio: ["ignore", "pipe", "ignore"] });
  endWithTest(daemon);
  const [address] = (await once(daemon.stdout, "data")) as [Buffer];
  return address.toString().trim();
}

/** Goes into the background by itself; a second one has to replace the first. */
function startKeyring(env: NodeJS.ProcessEnv, options: readonly string[], password: string): void {
  const result = spawnSync("gnome-keyring-daemon", [...options, "--components=secrets", "--daemonize"], { env, input: password, timeout: 10_000 });
  if (result.status !== 0) throw new Error(`gnome-keyring-daemon: ${result.stderr}`);
  const pid = /GNOME_KEYRING_PID=(\d+)/.exec(String(result.stdout))?.[1];
  if (pid !== undefined) onTestFinished(() => endProcess(Number(pid)));
}

/** One that was replaced is gone already. */
function endProcess(pid: number): void {
  if (existsSync(`/proc/${pid}/exe`)) process.kill(pid);
}

function gdbus(env: NodeJS.ProcessEnv, method: string, argument: string): void {
  const target = ["--session", "-d", "org.freedesktop.secrets", "-o", "/org/freedesktop/secrets"];
  execFileSync("gdbus", ["call", ...target, "-m", method, argument], { env, stdio: "pipe" });
}

function endWithTest(child: ChildProcess): void {
  onTestFinished(() => void child.kill());
}

async function runSteps(env: NodeJS.ProcessEnv, steps: readonly string[]): Promise<unknown> {
  const script = `
    import { keytarKeyStore } from ${JSON.stringify(new URL("./keystore-keytar.ts", import.meta.url).href)};
    const store = keytarKeyStore({ service: "keyferry test", deadline: 8000, unlockDeadline: 8000 });
    const key = Uint8Array.from({ length: 32 }, (_, i) => i);
    const does = {
      state: () => store.state("a"),
      get: async () => Buffer.from(await store.get("a")).toString("hex"),
      put: async () => (await store.put("a", key)) ?? "done",
      remove: () => store.remove("a"),
    };
    const answers = [];
    for (const step of ${JSON.stringify(steps)}) answers.push(await does[step]().catch((error) => error.code ?? String(error)));
    process.stdout.write(JSON.stringify(answers));`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], { env, stdio: ["ignore", "pipe", "inherit"] });
  endWithTest(child);
  const output: Buffer[] = [];
  child.stdout.on("data", (data: Buffer) => output.push(data));
  await once(child, "close");
  return JSON.parse(Buffer.concat(output).toString());
}

function fakeKeytar(changed: Partial<Keytar>): Keytar {
  return { getPassword: async () => null, setPassword: async () => {}, deletePassword: async () => false, ...changed };
}

function probe(state: "present" | "missing" | "locked", outcome: "unlocked" | "dismissed" = "unlocked"): SecretProbe {
  return { state: async () => state, unlock: async () => outcome };
}
