// A Channel between two programs of this computer: a Unix domain socket or a named pipe, and who is at its other end, checked before a byte is read.

import { unlinkSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { dirname } from "node:path";
import type { Clock } from "../../src-shared/clock.ts";
import { ExchangeError, toExchangeError } from "../../src-shared/errors.ts";
import { type LocalPlace, localPath, makeOwnFolder, needOwnFolder, needOwnSocket } from "./local-place.ts";
import { type PeerCredentials, peerCredentials } from "./native.ts";
import { SocketChannel } from "./socket-channel.ts";
import { BUFFER, listening, openSocket } from "./sockets.ts";
import { systemClock } from "./system-clock.ts";
import { SILENCE_LIMIT, WAITING_LIMIT, WaitingRoom } from "./waiting-room.ts";

/** The program at the other end; undefined where nothing of this computer says so: without the addon, and on Windows. */
export type LocalProgram = PeerCredentials | undefined;
/** Whether to talk with it. Another user's program is refused before this is asked. */
export type AcceptLocal = (program: LocalProgram) => boolean | Promise<boolean>;

export type LocalOptions = LocalPlace & {
  /** Any program of this user when absent. */
  readonly accept?: AcceptLocal;
  readonly clock?: Clock;
};
export type ConnectLocalOptions = LocalOptions & { readonly timeoutMs?: number; readonly signal?: AbortSignal };

export type LocalListener = {
  /** Of the socket, or the name of the pipe. */
  readonly path: string;
  /** The connection that has waited longest, or the next to come. Rejects `transport.closed` after `close`. */
  next(): Promise<SocketChannel>;
  /** Stops listening and drops who waits; a connection already taken stays. */
  close(): void;
};

/** Throws `usage.invalid` for a place that is not this user's alone, `transport.unreachable` when somebody listens there already. */
export async function listenLocal({ accept = anyProgram, clock = systemClock(), ...place }: LocalOptions): Promise<LocalListener> {
  const path = localPath(place);
  if (process.platform !== "win32") {
    makeOwnFolder(dirname(path));
    if (needOwnSocket(path) === "there") await removeStale(path, clock);
  }
  const server = createServer({ highWaterMark: BUFFER, pauseOnConnect: true });
  const waiting = new WaitingRoom(clock, "local");
  const door = new Door(accept, clock, (socket) => waiting.enter(socket));
  server.on("connection", (socket) => void door.knock(socket));
  await listening(server, { path });
  server.on("error", () => waiting.close());
  return {
    path,
    next: () => waiting.next(),
    close() {
      server.close();
      door.close();
      waiting.close();
    },
  };
}

/**
 * Throws `usage.invalid` for a place that is not this user's alone, `transport.unreachable`, `transport.timed-out`, `owner.cancelled` when `signal` says so, and
 * `counterpart.not-authenticated` when it is another user's program or not the one that `accept` wants.
 */
export async function connectLocal(options: ConnectLocalOptions): Promise<SocketChannel> {
  const { accept = anyProgram, clock = systemClock(), timeoutMs = 10_000, signal, ...place } = options;
  const path = localPath(place);
  if (process.platform !== "win32") needOwnFolder(dirname(path));
  const socket = await openSocket({ path }, { timeoutMs, clock, ...(signal && { signal }) });
  socket.on("error", () => {}); // told by the channel, or it was refused
  const refusal = await refusalOf(socket, accept);
  if (refusal === undefined) return new SocketChannel(socket, clock, "local");
  socket.destroy();
  throw refusal;
}

function anyProgram(): boolean {
  return true;
}

/** Undefined when it may talk. What `accept` throws refuses too. */
async function refusalOf(socket: Socket, accept: AcceptLocal): Promise<ExchangeError | undefined> {
  try {
    const program = programAt(socket);
    if (program?.uid !== undefined && program.uid !== process.geteuid?.()) return notAuthenticated("another user's program");
    return (await accept(program)) ? undefined : notAuthenticated("not the program that was meant");
  } catch (cause) {
    return notAuthenticated("the program at the other end is not known", cause);
  }
}

function programAt(socket: Socket): LocalProgram {
  const { fd = -1 } = (socket as unknown as { readonly _handle?: { readonly fd?: number } | null })._handle ?? {};
  if (process.platform === "win32") return undefined; // Node gives no handle of a pipe to anybody
  return peerCredentials(fd);
}

function notAuthenticated(detail: string, cause?: unknown): ExchangeError {
  return new ExchangeError("counterpart.not-authenticated", { detail, ...(cause !== undefined && { cause }) });
}

/** A socket that a program left behind when it was killed. Throws `transport.unreachable` when somebody answers there. */
async function removeStale(path: string, clock: Clock): Promise<void> {
  const other = await openSocket({ path }, { timeoutMs: SILENCE_LIMIT, clock }).catch((thrown) => toExchangeError(thrown));
  if (!(other instanceof ExchangeError)) {
    other.destroy();
    throw new ExchangeError("transport.unreachable", { detail: "somebody listens there" });
  }
  if (other.detail !== "ECONNREFUSED") throw other;
  unlinkSync(path);
}

/** Lets in who may talk, a few at a time, each within a time; nothing is read before. */
class Door {
  readonly #accept: AcceptLocal;
  readonly #clock: Clock;
  readonly #enter: (socket: Socket) => void;
  readonly #knocking = new Set<Socket>();

  constructor(accept: AcceptLocal, clock: Clock, enter: (socket: Socket) => void) {
    this.#accept = accept;
    this.#clock = clock;
    this.#enter = enter;
  }

  async knock(socket: Socket): Promise<void> {
    socket.on("error", () => {}); // who leaves was not there
    if (this.#knocking.size >= WAITING_LIMIT) {
      socket.destroy();
      return;
    }
    this.#knocking.add(socket);
    socket.once("close", () => this.#knocking.delete(socket));
    const cancel = this.#clock.after(SILENCE_LIMIT, () => socket.destroy());
    const refusal = await refusalOf(socket, this.#accept);
    cancel();
    this.#knocking.delete(socket);
    if (refusal !== undefined) socket.destroy();
    else if (!socket.destroyed) this.#enter(socket);
  }

  close(): void {
    for (const socket of this.#knocking) socket.destroy();
  }
}
