// Opening sockets and listening on them, with this product's errors and time limits.

import { connect, type ListenOptions, type NetConnectOpts, type Server, type Socket } from "node:net";
import type { Clock } from "../../src-shared/clock.ts";
import { ExchangeError } from "../../src-shared/errors.ts";

/** Bytes a socket takes before `send` waits: a few chunks, so that sealing and sending overlap. */
export const BUFFER = 1 << 18;

type Opening = { readonly timeoutMs: number; readonly signal?: AbortSignal; readonly clock: Clock };

/** Connected and paused: nothing that comes is read. Throws `transport.unreachable`, `transport.timed-out`, or `owner.cancelled` when `signal` says so. */
export async function openSocket(to: NetConnectOpts, { timeoutMs, signal, clock }: Opening): Promise<Socket> {
  if (signal?.aborted) throw new ExchangeError("owner.cancelled");
  const options = { ...to, highWaterMark: BUFFER };
  const socket = connect(options).pause();
  let stop: (error: ExchangeError) => void = () => {};
  const cancelTimer = clock.after(timeoutMs, () => stop(new ExchangeError("transport.timed-out", { detail: "connecting" })));
  const onAbort = () => stop(new ExchangeError("owner.cancelled"));
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      stop = reject;
      socket.once("connect", resolve);
      socket.once("error", (cause) => reject(refusal(cause)));
    });
    return socket;
  } catch (thrown) {
    socket.on("error", () => {}).destroy();
    throw thrown;
  } finally {
    cancelTimer();
    signal?.removeEventListener("abort", onAbort);
  }
}

/** Throws `transport.unreachable`. */
export function listening(server: Server, at: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (cause: Error) => reject(refusal(cause));
    server.once("error", refuse);
    server.listen(at, () => {
      server.off("error", refuse);
      resolve();
    });
  });
}

function refusal(cause: Error & { readonly code?: string }): ExchangeError {
  const code = cause.code === "ETIMEDOUT" ? "transport.timed-out" : "transport.unreachable";
  return new ExchangeError(code, { cause, ...(cause.code ? { detail: cause.code } : {}) });
}
