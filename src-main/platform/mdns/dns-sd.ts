// Discovery through macOS's own `dns-sd` program: only the system's daemon raises the Local Network prompt, raw multicast fails in silence.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Clock } from "../../../src-shared/clock.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import { type Discovery, NearbyList, SERVICE_NAME, SERVICE_VERSION } from "../../../src-shared/exchange/discovery.ts";
import { systemClock } from "../system-clock.ts";
import { reachableAddresses } from "../tcp.ts";
import { readAnnouncement } from "./announcement.ts";
import { isRegistered, readAddress, readBrowsed, readResolved, readVersion } from "./dns-sd-lines.ts";

const TYPE = `_${SERVICE_NAME}._tcp`;
/** Milliseconds for the daemon to announce, or to answer about one instance. */
const DEADLINE = 5000;
/** Instances asked about at the same time; a flood is not worth more processes. */
const ASKING_LIMIT = 16;

/** A running `dns-sd`: calls back per line and once when it could not start or has ended; the answer stops it. */
export type Run = (args: readonly string[], onLine: (line: string) => void, onEnd: (cause?: unknown) => void) => () => void;

export function dnsSdDiscovery(run: Run = runDnsSd, clock: Clock = systemClock()): Discovery {
  return {
    async advertise({ id, port }) {
      const [address = ""] = reachableAddresses();
      const args = ["-P", id, TYPE, "local", String(port), `${id}.local`, address, `v=${SERVICE_VERSION}`];
      return { stop: await register(args, run, clock) };
    },

    browse(onFound, onLost, onTrouble = () => {}) {
      const list = new NearbyList(onFound, onLost);
      const asking = new Map<string, () => void>();
      const onLine = (line: string) => {
        const browsed = readBrowsed(line);
        if (browsed?.kind === "remove") list.gone(browsed.id);
        if (browsed?.kind !== "add" || asking.has(browsed.id) || asking.size >= ASKING_LIMIT) return;
        asking.set(browsed.id, () => {});
        const stop = lookUp(browsed.id, list, run, () => asking.delete(browsed.id), clock);
        if (asking.has(browsed.id)) asking.set(browsed.id, stop);
      };
      const stopBrowsing = run(["-B", TYPE, "local"], onLine, (cause) => onTrouble(noDaemon(cause)));
      return {
        stop() {
          stopBrowsing();
          for (const stop of asking.values()) stop();
        },
      };
    },
  };
}

function noDaemon(cause: unknown): ExchangeError {
  return new ExchangeError("transport.unreachable", { detail: "dns-sd", cause });
}

async function register(args: readonly string[], run: Run, clock: Clock): Promise<() => Promise<void>> {
  let stop: () => void = () => {};
  let cancel: () => void = () => {};
  try {
    await new Promise<void>((resolve, reject) => {
      cancel = clock.after(DEADLINE, () => reject(noDaemon("no answer")));
      stop = run(
        args,
        (line) => {
          if (isRegistered(line)) resolve();
        },
        (cause) => reject(noDaemon(cause)),
      );
    });
  } catch (thrown) {
    stop();
    throw thrown;
  } finally {
    cancel();
  }
  return async () => stop();
}

/** Asks for host and port, then for the host's addresses, each with its own process, until the deadline; the answer stops both. */
function lookUp(id: string, list: NearbyList, run: Run, onDone: () => void, clock: Clock): () => void {
  const stops: (() => void)[] = [];
  const stop = () => {
    for (const one of stops.splice(0)) one();
    onDone();
  };
  let host: string | undefined;
  let port: number | undefined;
  let version: string | undefined;
  let asked = false;
  const onAddress = (line: string) => {
    const nearby = readAnnouncement({ name: id, port, addresses: [readAddress(line)], version });
    if (nearby) list.heard(nearby);
  };
  stops.push(clock.after(DEADLINE, stop));
  stops.push(
    run(
      ["-L", id, TYPE, "local"],
      (line) => {
        ({ host, port } = readResolved(line) ?? { host, port });
        version ??= readVersion(line);
        if (host === undefined || version === undefined || asked) return;
        asked = true;
        stops.push(run(["-G", "v4v6", host], onAddress, stop));
      },
      stop,
    ),
  );
  return stop;
}

function runDnsSd(args: readonly string[], onLine: (line: string) => void, onEnd: (cause?: unknown) => void): () => void {
  const child = spawn("/usr/bin/dns-sd", args, { stdio: ["ignore", "pipe", "ignore"] });
  let stopped = false;
  const end = (cause?: unknown) => {
    if (!stopped) onEnd(cause);
    stopped = true;
  };
  child.once("error", end);
  child.once("exit", () => end());
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (!stopped) onLine(line);
  });
  return () => {
    stopped = true;
    child.kill();
  };
}
