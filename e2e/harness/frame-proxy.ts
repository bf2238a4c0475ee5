// A computer in the middle: passes the frames of one TCP connection on, or does with each what an attack says, and keeps every byte it saw.

import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { FrameAssembly } from "../../src-main/platform/tcp-frames.ts";

export type Side = "exporter" | "importer";
export type Frame = { readonly from: Side /** Among the frames of that side. */; readonly index: number; readonly bytes: Uint8Array };
/** What goes on instead of the frame, heads included; then both connections may be closed. */
export type Verdict = { readonly forward: readonly Uint8Array[]; readonly close?: boolean };
export type Attack = (frame: Frame) => Verdict;

export const pass: Attack = ({ bytes }) => ({ forward: [framed(bytes)] });

export function framed(bytes: Uint8Array): Uint8Array {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(bytes.length);
  return Buffer.concat([head, bytes]);
}

/** Milliseconds without a byte after which it is clear that both sides wait for each other. */
const SILENCE = 700;

export type FrameProxy = {
  readonly port: number;
  readonly frames: readonly Frame[];
  close(): void;
};

/** Listens for exporters and connects them to the importer at `target`. The first link is attacked; what comes after it is passed on. */
export async function startFrameProxy(target: number, attack: Attack): Promise<FrameProxy> {
  const frames: Frame[] = [];
  let links = 0;
  const server = createServer((exporter) => join(exporter, connect(target, "127.0.0.1"), frames, links++ === 0 ? attack : pass));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { port: (server.address() as AddressInfo).port, frames, close: () => void server.close() };
}

function join(exporter: Socket, importer: Socket, frames: Frame[], attack: Attack): void {
  const sockets = { exporter, importer };
  let silence: NodeJS.Timeout | undefined;
  const closeBoth = () => {
    clearTimeout(silence);
    for (const socket of Object.values(sockets)) socket.end();
  };
  for (const [from, source, drain] of [
    ["exporter", exporter, importer],
    ["importer", importer, exporter],
  ] as const) {
    const assembly = new FrameAssembly();
    let index = 0;
    const onFrame = (bytes: Uint8Array) => {
      const frame = { from, index: index++, bytes };
      frames.push(frame);
      const { forward, close } = attack(frame);
      for (const piece of forward) if (drain.writable) drain.write(piece);
      if (close) closeBoth();
      if (forward.length === 0) silence ??= setTimeout(closeBoth, SILENCE);
      else silence?.refresh();
    };
    source.on("data", (piece) => assembly.add(piece, onFrame));
    source.on("error", () => drain.destroy());
    source.on("end", () => drain.end());
    source.on("close", closeBoth);
  }
}
