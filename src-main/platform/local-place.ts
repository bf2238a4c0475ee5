// Where a local socket is: in a folder that only its owner can enter, below folders that nobody else can exchange for others.

import { lstatSync, mkdirSync, realpathSync, type Stats } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import { ExchangeError } from "../../src-shared/errors.ts";

export type LocalPlace = {
  /** Of the socket: letters, digits, `-`, `_` and `.`. */
  readonly name: string;
  /** The folder it is in; made when missing. Without it `keyferry` in `$XDG_RUNTIME_DIR`, or in the folder for temporary files. Not on Windows. */
  readonly directory?: string;
};

/** What every system takes in a socket's address. */
const LONGEST_PATH = 103;
const NAME = /^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63}$/;
const OTHERS = 0o077;
const WRITABLE_BY_OTHERS = 0o022;
const STICKY = 0o1000;

/** A socket's path, or a pipe's name on Windows. Throws `usage.invalid`. */
export function localPath({ name, directory }: LocalPlace, platform: NodeJS.Platform = process.platform): string {
  if (!NAME.test(name)) throw new ExchangeError("usage.invalid", { detail: "name of the socket" });
  if (platform === "win32") return `\\\\.\\pipe\\keyferry-${encodeURIComponent(userInfo().username)}-${name}`;
  const path = join(directory ?? defaultFolder(), name);
  if (Buffer.byteLength(path) > LONGEST_PATH) throw new ExchangeError("usage.invalid", { detail: "the socket's path is too long" });
  return path;
}

/** In the shared folder for temporary files the name is made one's own; whether it is, `needOwnFolder` sees. */
function defaultFolder(): string {
  const runtime = process.env.XDG_RUNTIME_DIR;
  return runtime?.startsWith("/") ? join(runtime, "keyferry") : join(tmpdir(), `keyferry-${userInfo().uid}`);
}

/** Throws `usage.invalid` when it cannot be made, or as `needOwnFolder` does. */
export function makeOwnFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw notOwn("cannot be made", cause);
  }
  needOwnFolder(folder);
}

/** Throws `usage.invalid` when anybody else could enter it, or put another in its place; `transport.unreachable` when it is missing or cannot be looked at. */
export function needOwnFolder(folder: string): void {
  const own = seen(() => lstatSync(folder));
  if (!own.isDirectory()) throw notOwn("is none");
  if (!isMine(own)) throw notOwn("belongs to another user");
  if (own.mode & OTHERS) throw notOwn("is open to others");
  for (let above = dirname(seen(() => realpathSync(folder))); ; above = dirname(above)) {
    if (!isSafeAbove(seen(() => lstatSync(above)))) throw notOwn("can be exchanged by others");
    if (above === dirname(above)) return;
  }
}

/** Throws `usage.invalid` when something else than a socket of this user is in its place. */
export function needOwnSocket(path: string): "there" | "missing" {
  const there = seen(() => lstatSync(path, { throwIfNoEntry: false }));
  if (there === undefined) return "missing";
  if (!there.isSocket() || !isMine(there)) throw new ExchangeError("usage.invalid", { detail: "what is there is no socket of this user" });
  return "there";
}

/** Throws `transport.unreachable` with the system's error, such as ENOENT. */
function seen<T>(look: () => T): T {
  try {
    return look();
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : undefined;
    throw new ExchangeError("transport.unreachable", { cause, ...(code !== undefined && { detail: code }) });
  }
}

function isMine({ uid }: Stats): boolean {
  return uid === process.geteuid?.();
}

/** Of root's or one's own; others may write there only where they cannot rename what is not theirs. */
function isSafeAbove(stats: Stats): boolean {
  return (isMine(stats) || stats.uid === 0) && ((stats.mode & WRITABLE_BY_OTHERS) === 0 || (stats.mode & STICKY) !== 0);
}

function notOwn(what: string, cause?: unknown): ExchangeError {
  return new ExchangeError("usage.invalid", { detail: `the socket's folder ${what}`, ...(cause !== undefined && { cause }) });
}
