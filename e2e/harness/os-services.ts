// A private place for one test with the real services of a Linux desktop: system bus, polkitd, PAM, a user with a password, her session
// bus and gnome-keyring. os-services.sh holds it up in namespaces of its own; the test stays outside, as root, and puts programs into it.
//
//   const place = await openPlace({ keyring: "locked" });
//   const { stdout } = await place.run("secret-tool", ["lookup", "service", "keyferry"]);
//   const { app, page } = await place.openApp();
//
// Its home has the same path inside and outside. The screen is shared with the outside and, unless one is named, the network; process numbers are not.
// Where a place cannot be had, `placeMissing` says why: `describe.skipIf(placeMissing !== undefined)`, with it in the name.

import { type ChildProcess, type ChildProcessWithoutNullStreams, execFileSync, spawn } from "node:child_process";
import { chmodSync, chownSync, copyFileSync, cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { type AppOptions, atTestEnd, electronPath, type OnEnd, type OpenedApp, openApp, screenOf } from "./app.ts";
import { type AgentMode, PlaceAgent } from "./place-agent.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const SCRIPT = join(import.meta.dirname, "os-services.sh");
const RELAY = join(import.meta.dirname, "net-relay.ts");
const ACTIONS = "/usr/share/polkit-1/actions";

/** Where the checkout, Node and Electron are inside, for the user to read. */
export const INSIDE = { project: "/run/keyferry-test/project", node: "/run/keyferry-test/node", electron: "/run/keyferry-test/electron" } as const;

const USER = { name: "keyferry-tester", uid: 47_113, password: "place-password-1" } as const;
/** Of `USER.password`, as `openssl passwd -6` makes it. */
const HASH = "$6$keyferryplace$K1V3t8OBd5xGpuSQgXmYIMGlekvLWluIj3k5T8oBi9FqxhuWGbkLT9J0iiraB5PAa4PCk9pvlnUNKRL9Xf07R1";
/** Milliseconds until something at the window counts as never coming: much runs beside it here. */
const PATIENCE = 120_000;
const KEYRING_PASSWORD = "place-keyring-1";

/** `absent`: a session bus with no key ring behind it. `no-collection`: gnome-keyring without any key ring in it. */
export type KeyringState = "unlocked" | "locked" | "no-collection" | "absent" | "no-bus";

export type PlaceOptions = {
  /** `unlocked` when absent. */
  readonly keyring?: KeyringState;
  /** polkit rules in the JavaScript of 2009, which is all it takes. When absent the user is asked for her own password; without a login manager the policies alone would refuse. */
  readonly rules?: string;
  /** Policy files beside the system's own; the project's when absent. */
  readonly policies?: readonly string[];
  /** A folder that her home begins as a copy of. */
  readonly home?: string;
  /** The network namespace it is in (net-computers.ts); this computer's when absent. */
  readonly network?: string;
  readonly onEnd?: OnEnd;
};

export type CommandOptions = {
  readonly env?: { readonly [name: string]: string };
  /** Waits for one line on stdin before it becomes the program: time to give it an agent. */
  readonly held?: boolean;
};
export type Run = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

const NO_SERVICES = `<busconfig><type>session</type><keep_umask/><listen>unix:tmpdir=/tmp</listen><policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`;

const ASK = `polkit.addRule(function (action, subject) {
  if (subject.user === "${USER.name}" && action.id.indexOf("org.freedesktop.") !== 0) return polkit.Result.AUTH_SELF;
});`;

/** Everything in it ends with the test, or when `close` is called. */
export async function openPlace(options: PlaceOptions = {}): Promise<Place> {
  const { keyring = "unlocked", rules = ASK, policies = ownPolicies(), home, network, onEnd = atTestEnd } = options;
  if (placeMissing !== undefined) throw new Error(placeMissing);
  const folder = mkdtempSync(join(tmpdir(), "keyferry-place-"));
  onEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  chmodSync(folder, 0o755);
  for (const name of ["actions", "rules", "home"]) mkdirSync(join(folder, name));
  if (home !== undefined) cpSync(home, join(folder, "home"), { recursive: true, preserveTimestamps: true });
  for (const policy of [...globSync(`${ACTIONS}/*.policy`), ...policies]) copyFileSync(policy, join(folder, "actions", basename(policy)));
  writeFileSync(join(folder, "rules/10-test.rules"), rules);
  writeFileSync(join(folder, "no-services.conf"), NO_SERVICES);
  const place = new Place(folder, keyring, onEnd, network);
  onEnd(() => place.close());
  await place.ready();
  return place;
}

function ownPolicies(): readonly string[] {
  return globSync(join(ROOT, "assets/linux/*.policy"));
}

export class Place {
  readonly user = USER.name;
  readonly uid = USER.uid;
  readonly password = USER.password;
  readonly keyringPassword = KEYRING_PASSWORD;
  readonly display = screenOf();
  /** The user's; the same path inside and outside. */
  readonly home: string;
  readonly #folder: string;
  readonly #onEnd: OnEnd;
  readonly #holder: ChildProcessWithoutNullStreams;
  readonly #answers: AsyncIterator<string>;
  readonly #ended: Promise<void>;
  readonly #network: string | undefined;
  #keyring: KeyringState;
  #apps = 0;

  constructor(folder: string, keyring: KeyringState, onEnd: OnEnd, network?: string) {
    this.#folder = folder;
    this.#network = network;
    this.#keyring = keyring;
    this.#onEnd = onEnd;
    this.home = join(folder, "home");
    const env = {
      PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
      PLACE: folder,
      PLACE_USER: USER.name,
      PLACE_UID: String(USER.uid),
      PLACE_HASH: HASH,
      PLACE_PROJECT: ROOT,
      PLACE_NODE: process.execPath,
      PLACE_ELECTRON: electronPath === undefined ? "" : dirname(electronPath),
      PLACE_DISPLAY: this.display,
      PLACE_KEYRING: keyring,
      PLACE_KEYRING_PASSWORD: KEYRING_PASSWORD,
    };
    const namespaces = ["--mount", "--propagation", "private", "--pid", "--fork", "--mount-proc", "--kill-child"];
    const [program = "", ...before] = [...(network === undefined ? [] : ["ip", "netns", "exec", network]), "unshare"];
    this.#holder = spawn(program, [...before, ...namespaces, "--", "bash", SCRIPT], { env });
    this.#ended = new Promise((done) => this.#holder.once("close", () => done()));
    this.#holder.stdin.on("error", () => {}); // it may have ended
    this.#answers = createInterface({ input: this.#holder.stdout })[Symbol.asyncIterator]();
  }

  /** Resolves when the session is as it was asked for. */
  async ready(): Promise<void> {
    const { value } = await this.#answers.next();
    if (value !== "ready") throw new Error(`the place did not come up: ${readFileSync(join(this.#folder, "log"), "utf8")}`);
  }

  /** Ends her session bus and key ring and starts them again; what is kept in the key ring stays, but in `no-collection`. */
  async keyring(state: KeyringState): Promise<void> {
    this.#keyring = state;
    this.#holder.stdin.write(`${state}\n`);
    await this.ready();
  }

  /** The words that start a program in the place as the user, in her home, from outside. It ends when the process they start is killed. */
  command(program: string, args: readonly string[] = [], { env = {}, held = false }: CommandOptions = {}): readonly string[] {
    const runtime = `/run/user/${USER.uid}`;
    const variables = {
      PATH: "/usr/local/bin:/usr/bin:/bin",
      HOME: this.home,
      USER: USER.name,
      LOGNAME: USER.name,
      LANG: "en_US.UTF-8",
      LANGUAGE: "en",
      XDG_RUNTIME_DIR: runtime,
      XDG_CURRENT_DESKTOP: "GNOME",
      ...(this.#keyring !== "no-bus" && { DBUS_SESSION_BUS_ADDRESS: `unix:path=${runtime}/bus` }),
      DISPLAY: this.display,
      NO_AT_BRIDGE: "1",
      GSETTINGS_BACKEND: "memory",
      ...env,
    };
    const wait = held ? ["sh", "-c", 'read -r _; exec "$@"', "sh"] : [];
    const user = ["setpriv", `--reuid=${USER.name}`, `--regid=${USER.name}`, "--init-groups", "--pdeathsig", "KILL"];
    const assigned = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
    return [...this.#entering(), "--", ...user, "env", "-i", `--chdir=${this.home}`, ...assigned, ...wait, program, ...args];
  }

  spawn(program: string, args: readonly string[] = [], options: CommandOptions = {}): ChildProcessWithoutNullStreams {
    return this.#started(this.command(program, args, options));
  }

  /** To its end. */
  run(program: string, args: readonly string[] = [], options: CommandOptions & { readonly input?: string } = {}): Promise<Run> {
    return ended(this.spawn(program, args, options), options.input);
  }

  /** To its end, as root. */
  runAsRoot(program: string, args: readonly string[] = []): Promise<Run> {
    return ended(this.#started([...this.#entering(), "--", program, ...args]));
  }

  /** The process that a process started here, by `command` or a launcher, has become in the place: its number outside and inside. */
  async process(outside: number): Promise<{ readonly outside: number; readonly inside: number }> {
    for (let pid = outside; ; ) {
      const numbers = /^NSpid:\s+(.*)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]?.split(/\s+/) ?? [];
      if (numbers.length > 1) return { outside: pid, inside: Number(numbers.at(-1)) };
      const [child] = childrenOf(pid);
      if (child === undefined) await new Promise(setImmediate);
      else pid = child;
    }
  }

  /** Its system bus, for root outside: where a stand-in of BlueZ (bluez-stand-in.ts) can be. */
  get systemBus(): string {
    return `unix:path=/proc/${this.#inside()}/root/run/dbus/system_bus_socket`;
  }

  /** An agent for a process started here. Give it to one that is `held`, or before the process asks polkit for the first time. */
  async agent(of: number | ChildProcess, mode: AgentMode = "password"): Promise<PlaceAgent> {
    const { inside } = await this.process(typeof of === "number" ? of : (of.pid ?? 0));
    const program = join(INSIDE.project, "e2e/harness/polkit-agent.ts");
    const agent = new PlaceAgent(this.command(INSIDE.node, [program, String(inside)]), this.password, mode);
    this.#onEnd(() => agent.close());
    await agent.ready();
    return agent;
  }

  /** An executable file that starts Electron in the place with the words it is given, in its own sandbox. */
  launcher(env: { readonly [name: string]: string } = {}): string {
    const loader = join(INSIDE.project, "node_modules/playwright-core/lib/server/electron/loader.js");
    const relay = this.#network === undefined ? [] : [process.execPath, RELAY, String(this.#inside())];
    const words = [...relay, ...this.command(join(INSIDE.electron, basename(electronPath ?? "electron")), ["-r", loader], { env })];
    const file = join(this.#folder, `electron-${++this.#apps}`);
    writeFileSync(file, `#!/bin/sh\nexec ${words.map(quoted).join(" ")} "$@"\n`, { mode: 0o755 });
    return file;
  }

  /** A folder of the user's in her home, made where it is not there. */
  folder(name: string): string {
    const path = join(this.home, name);
    mkdirSync(path, { recursive: true, mode: 0o700 });
    chownSync(path, USER.uid, USER.uid);
    return path;
  }

  /** As `openApp` of app.ts. The vault is at `home`/vault when none is named. */
  async openApp({ vault = join(this.home, "vault"), userData = this.folder("profile"), env = {}, ...options }: AppOptions = {}): Promise<OpenedApp> {
    const into = { launcher: this.launcher(env), project: INSIDE.project };
    const opened = await openApp({ onEnd: this.#onEnd, ...options, vault, userData, into });
    opened.page.setDefaultTimeout(PATIENCE);
    return opened;
  }

  /** Ends everything in it. */
  async close(): Promise<void> {
    this.#holder.stdin.end();
    await this.#ended;
  }

  #entering(): readonly string[] {
    return ["nsenter", `--target=${this.#inside()}`, "--mount", "--pid", ...(this.#network === undefined ? [] : ["--net"])];
  }

  /** The number outside of its first process. */
  #inside(): number {
    const [first] = childrenOf(this.#holder.pid ?? 0);
    if (first === undefined) throw new Error("the place is closed");
    return first;
  }

  #started([program = "", ...args]: readonly string[]): ChildProcessWithoutNullStreams {
    const child = spawn(program, args);
    this.#onEnd(() => child.kill("SIGKILL"));
    return child;
  }
}

function childrenOf(pid: number): readonly number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).map(Number);
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

function ended(child: ChildProcessWithoutNullStreams, input = ""): Promise<Run> {
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  child.stdin.on("error", () => {}); // it may end before it reads everything
  child.stdin.end(input);
  return new Promise((done) => child.once("close", (code) => done({ code, stdout, stderr })));
}

const PROGRAMS = ["bash", "unshare", "nsenter", "setpriv", "dbus-daemon", "gdbus", "gnome-keyring-daemon", "secret-tool", "xdotool", "Xvfb"];
const FILES = ["/usr/lib/polkit-1/polkitd", "/usr/lib/polkit-1/polkit-agent-helper-1"];

/** Why there can be no place here; undefined when there can. */
export const placeMissing: string | undefined = findMissing();

function findMissing(): string | undefined {
  if (process.platform !== "linux") return "not run: it takes Linux";
  if (process.getuid?.() !== 0) return "not run: it takes root, for namespaces of its own";
  const missing = [...PROGRAMS.filter((program) => !isInstalled(program)), ...FILES.filter((file) => !existsSync(file))];
  if (missing.length > 0) return `not run, not installed: ${missing.join(", ")}`;
  try {
    execFileSync("unshare", ["--mount", "--pid", "--fork", "--mount-proc", "mount", "-t", "tmpfs", "tmpfs", "/run"], { stdio: "pipe" });
    return undefined;
  } catch {
    return "not run: this computer allows no namespaces";
  }
}

export function isInstalled(program: string): boolean {
  return ["/usr/bin", "/bin", "/usr/sbin", "/sbin"].some((folder) => existsSync(join(folder, program)));
}
