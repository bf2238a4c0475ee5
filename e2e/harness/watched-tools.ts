// tpm2-tools as an onlooker sees them: every child's arguments, its environment and the files in its folder, and all that passes on the chip's bus.

import { accessSync, appendFileSync, chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { onTestFinished } from "vitest";

export type WatchedTools = {
  /** Where the watched tools are, for TpmTools. */
  readonly folders: readonly string[];
  /** Of every child before and after it ran, read from /proc, and the content of every file beside it. */
  readonly seen: () => Buffer;
};

/** Stands before the real tools, until the test ends. */
export function watchTools(): WatchedTools {
  const folder = mkdtempSync(join(tmpdir(), "keyferry-watched-"));
  const log = join(folder, "log");
  writeFileSync(log, "");
  mkdirSync(join(folder, "bin"));
  const path = process.env.PATH ?? "";
  for (const [tool, real] of realTools(path)) {
    const look = `{ cat /proc/$$/cmdline /proc/$$/environ; find "$PWD" -type f -exec cat {} +; } >> '${log}'`;
    writeFileSync(join(folder, "bin", tool), `#!/bin/sh\n${look}\n'${real}' "$@"\nended=$?\n${look}\nexit $ended\n`);
    chmodSync(join(folder, "bin", tool), 0o755);
  }
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return { folders: [join(folder, "bin"), ...path.split(delimiter)], seen: () => readFileSync(log) };
}

function realTools(path: string): readonly (readonly [tool: string, real: string])[] {
  for (const folder of path.split(delimiter)) {
    try {
      accessSync(join(folder, "tpm2_unseal"));
    } catch {
      continue;
    }
    return readdirSync(folder)
      .filter((name) => name.startsWith("tpm2_"))
      .map((name) => [name, join(folder, name)]);
  }
  throw new Error("tpm2-tools are not installed");
}

export type WatchedBus = { readonly tcti: string; readonly seen: () => Buffer };

/** Between the tools and the chip behind `socket`. */
export async function watchBus(socket: string): Promise<WatchedBus> {
  const folder = mkdtempSync(join(tmpdir(), "keyferry-bus-"));
  const log = join(folder, "log");
  writeFileSync(log, "");
  const stops = await Promise.all(["", ".ctrl"].map((which) => relay(join(folder, `sock${which}`), `${socket}${which}`, log)));
  onTestFinished(() => {
    for (const stop of stops) stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return { tcti: `swtpm:path=${join(folder, "sock")}`, seen: () => readFileSync(log) };
}

async function relay(from: string, to: string, log: string): Promise<() => void> {
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ path: to, allowHalfOpen: true });
    for (const [source, sink] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(source);
      source.on("data", (piece) => appendFileSync(log, piece));
      source.on("error", () => sink.destroy());
      source.pipe(sink);
    }
  });
  await new Promise<void>((resolve) => server.listen(from, resolve));
  return () => {
    for (const socket of open) socket.destroy();
    server.close();
  };
}
