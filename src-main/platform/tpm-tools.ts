// Runs Debian's tpm2-tools: one sequence of commands at a time, each child with a deadline, in a private folder that lives in memory only.

import { type SpawnOptions, spawn } from "node:child_process";
import { constants } from "node:fs";
import { access, mkdtemp, open, rm, statfs, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { concat, wipe } from "../../src-shared/bytes.ts";
import { ExchangeError } from "../../src-shared/errors.ts";
import { SYSTEM_FOLDERS } from "./run-tool.ts";

/** The kernel's own resource manager: every program has the chip to itself. */
const DEVICE = "/dev/tpmrm0";
const TMPFS = 0x01021994;
const RAMFS = 0x858458f6;
const TOOLS = [...SYSTEM_FOLDERS, "/usr/local/bin"];
/** Bytes that a tool may say; what it says at most here is a signature or a wrapped key. */
const MOST_OUTPUT = 8192;

export type TpmOptions = {
  /** How the chip is reached, as tpm2-tools understand it; what $TPM2TOOLS_TCTI says, else the kernel's device. */
  readonly tcti?: string | undefined;
  /** The kernel's device, /dev/tpmrm0 unless given; used where `tcti` is not. */
  readonly device?: string;
  /** The folders in which the tools are looked for; the system's own unless given. */
  readonly folders?: readonly string[];
  /** Milliseconds for one command; 20,000 unless given. */
  readonly deadline?: number;
};

/** Why the chip cannot be used: the `detail` of `hardware.unavailable`. */
export type TpmTrouble = "no-device" | "no-permission" | "no-tools" | "no-answer" | "no-memory-folder";

/** A tool failed. `response`: the chip's own code (TPM 2.0 Part 2, 6.6), undefined when the chip was not reached. */
export class TpmFailure extends Error {
  readonly response: number | undefined;

  constructor(tool: string, said: string) {
    const code = Number(/\((0x[0-9a-f]+)\)/i.exec(said)?.[1]);
    super(`${tool}: ${said.trim().split("\n").at(-2) ?? said}`);
    this.response = code > 0 && code < 0x10000 ? code : undefined;
  }
}

/** `input` goes to the child's stdin; `secret` to a file without a name in memory, which it finds at `SECRET_FILE`. */
type Given = { readonly input?: Uint8Array; readonly secret?: Uint8Array };
export const SECRET_FILE = "/dev/fd/3";

/** Where one sequence keeps its contexts. `run` answers what the tool wrote. */
export type TpmPlace = { readonly file: (name: string) => string; readonly run: (tool: string, args: readonly string[], given?: Given) => Promise<Uint8Array> };

export class TpmTools {
  readonly #tcti: string;
  /** Undefined where another way to the chip is given. */
  readonly #device: string | undefined;
  readonly #folders: readonly string[];
  readonly #deadline: number;
  #last: Promise<unknown> = Promise.resolve();

  constructor({ tcti = process.env.TPM2TOOLS_TCTI, device = DEVICE, folders = TOOLS, deadline = 20_000 }: TpmOptions = {}) {
    this.#tcti = tcti ?? `device:${device}`;
    this.#device = tcti === undefined ? device : undefined;
    this.#folders = folders;
    this.#deadline = deadline;
  }

  /** Undefined when there is a chip that may be asked, and what to ask it with; it is not asked. */
  async trouble(): Promise<TpmTrouble | undefined> {
    if (this.#device !== undefined) {
      if (!(await may(this.#device, constants.F_OK))) return "no-device";
      if (!(await may(this.#device, constants.R_OK | constants.W_OK))) return "no-permission";
    }
    for (const folder of this.#folders) if (await may(join(folder, "tpm2_unseal"), constants.X_OK)) return undefined;
    return "no-tools";
  }

  /** After the one before it has ended. Throws `hardware.unavailable`, and a `TpmFailure` of its last command. */
  sequence<T>(work: (place: TpmPlace) => Promise<T>): Promise<T> {
    const done = this.#last.then(() => this.#sequence(work));
    this.#last = done.catch(() => {});
    return done;
  }

  async #sequence<T>(work: (place: TpmPlace) => Promise<T>): Promise<T> {
    const trouble = await this.trouble();
    if (trouble !== undefined) throw new ExchangeError("hardware.unavailable", { detail: trouble });
    const folder = await mkdtemp(join(await memoryFolder(), "keyferry-tpm-"));
    try {
      const done = await work({ file: (name) => join(folder, name), run: (tool, args, given) => this.#run(folder, tool, args, given) });
      await this.#makeRoom(folder);
      return done;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #run(folder: string, tool: string, args: readonly string[], given: Given = {}): Promise<Uint8Array> {
    await this.#makeRoom(folder);
    return this.#spawn(folder, tool, args, given);
  }

  /** A chip without a resource manager keeps what each command loaded, and has room for three. */
  async #makeRoom(folder: string): Promise<void> {
    if (this.#device === undefined) await this.#spawn(folder, "tpm2_flushcontext", ["-t"], {});
  }

  async #spawn(folder: string, tool: string, args: readonly string[], { input, secret }: Given): Promise<Uint8Array> {
    const hidden = secret && (await hiddenFile(folder, secret));
    const env = { PATH: this.#folders.join(delimiter), LC_ALL: "C", TPM2TOOLS_TCTI: this.#tcti };
    const stdio = [input ? "pipe" : "ignore", "pipe", "pipe", ...(hidden ? [hidden.fd] : [])] as const;
    try {
      return await output(tool, args, { env, cwd: folder, stdio: [...stdio], timeout: this.#deadline, killSignal: "SIGKILL" }, input);
    } finally {
      await hidden?.close();
    }
  }
}

async function may(path: string, mode: number): Promise<boolean> {
  return access(path, mode).then(
    () => true,
    () => false,
  );
}

/** Of the user if there is one, else of everybody; what is made in it is private. Throws `hardware.unavailable`. */
async function memoryFolder(): Promise<string> {
  for (const folder of [process.env.XDG_RUNTIME_DIR, "/dev/shm", tmpdir()]) {
    if (folder === undefined || folder === "" || !(await may(folder, constants.W_OK | constants.X_OK))) continue;
    const { type } = await statfs(folder);
    if (type === TMPFS || type === RAMFS) return folder;
  }
  throw new ExchangeError("hardware.unavailable", { detail: "no-memory-folder" satisfies TpmTrouble });
}

/** An open file that has no name any more; overwritten when it is closed. */
async function hiddenFile(folder: string, content: Uint8Array): Promise<{ readonly fd: number; readonly close: () => Promise<void> }> {
  const path = join(folder, "hidden");
  const file = await open(path, "wx+", 0o600);
  await unlink(path);
  await file.write(content, 0, content.length, 0);
  const close = async () => {
    await file.write(new Uint8Array(content.length), 0, content.length, 0);
    await file.close();
  };
  return { fd: file.fd, close };
}

function output(tool: string, args: readonly string[], options: SpawnOptions, input: Uint8Array | undefined): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  const unavailable = (detail: TpmTrouble, cause?: unknown) => new ExchangeError("hardware.unavailable", { detail, cause });
  const child = spawn(tool, args, options);
  const out: Buffer[] = [];
  let said = "";
  let length = 0;
  child.stdout?.on("data", (piece: Buffer) => {
    out.push(piece);
    length += piece.length;
    if (length > MOST_OUTPUT) child.kill("SIGKILL");
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-MOST_OUTPUT);
  });
  child.stdin?.on("error", () => {}); // it ended before it read: its exit tells why
  if (input !== undefined) child.stdin?.end(input);
  child.once("error", (cause) => reject(unavailable("no-tools", cause)));
  child.once("close", (code) => {
    const whole = concat(...out);
    wipe(...out);
    if (code === 0) return resolve(whole);
    wipe(whole);
    reject(code === null ? unavailable("no-answer") : new TpmFailure(tool, said));
  });
  return promise;
}
