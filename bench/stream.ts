// P2: sealed bytes a second from memory over loopback between two processes: the record layer alone, record and chunk layer, Node's TLS 1.3 (AES-256-GCM) and bare TCP.

import { connect } from "node:net";
import { connect as connectTls } from "node:tls";
import { nodePrimitives as p } from "../src-main/platform/primitives.ts";
import { connectTcp } from "../src-main/platform/tcp.ts";
import { chunkKeys, sealChunk } from "../src-shared/crypto/stream.ts";
import { sealMessage, secured } from "../src-shared/exchange/secured.ts";
import { interleaved, median, type Row } from "./measure.ts";
import { startSide } from "./side-process.ts";
import { STREAM_BYTES, STREAM_CHUNK, STREAM_SECRET, STREAM_TRANSFER } from "./stream-parameters.ts";

export async function benchStream(rounds: number): Promise<readonly Row[]> {
  const receiver = startSide("stream-receiver.ts");
  const ports = await receiver.next<{ readonly [way in "tcp" | "tls" | "both" | "record"]: number }>();
  const chunk = p.random(STREAM_CHUNK);
  const keys = chunkKeys(p, STREAM_SECRET, STREAM_TRANSFER, 0, STREAM_SECRET);
  const run = async (send: () => Promise<{ end(): void }>) => {
    const started = performance.now();
    const link = await send();
    await receiver.next();
    const time = performance.now() - started;
    link.end();
    return time;
  };
  const times = await interleaved(rounds, {
    record: () => run(() => sendRecords(ports.record, () => chunk)),
    both: () => run(() => sendRecords(ports.both, (sequence, final) => sealChunk(p, keys, STREAM_TRANSFER, 0, sequence, final, chunk))),
    tls: () => run(() => sendSocket(connectTls({ port: ports.tls, host: "127.0.0.1", rejectUnauthorized: false }), "secureConnect", chunk)),
    tcp: () => run(() => sendSocket(connect(ports.tcp, "127.0.0.1"), "connect", chunk)),
  });
  await receiver.stop();
  const rate = (name: string) => STREAM_BYTES / 1e6 / (median(times[name] ?? []) / 1000);
  const row = (name: string, what: string): Row => ({ goal: "P2", what, value: `${rate(name).toFixed(0)} MB/s` });
  const beside = (name: string, what: string): Row => ({ ...row(name, what), ratio: rate(name) / rate("tls"), limit: 0.8, least: true });
  return [
    beside("record", "sealed stream, record layer alone"),
    beside("both", "sealed stream, record and chunk layer"),
    row("tls", "  beside it: Node TLS 1.3, one layer"),
    row("tcp", "  beside it: Node TCP, bare"),
  ];
}

async function sendRecords(port: number, seal: (sequence: number, final: boolean) => Uint8Array): Promise<{ end(): void }> {
  const channel = await connectTcp("127.0.0.1", port);
  await channel.frames()[Symbol.asyncIterator]().next();
  let link = secured(STREAM_SECRET, STREAM_SECRET);
  for (let at = 0, sequence = 0; at < STREAM_BYTES; at += STREAM_CHUNK, sequence++) {
    const [next, frame] = sealMessage(p, link, { name: "chunk", sequence, sealed: seal(sequence, at + STREAM_CHUNK >= STREAM_BYTES) });
    link = next;
    await channel.send(frame);
  }
  return { end: () => channel.close() };
}

async function sendSocket(socket: ReturnType<typeof connect>, ready: "connect" | "secureConnect", chunk: Uint8Array): Promise<{ end(): void }> {
  await new Promise<void>((resolve) => socket.once(ready, resolve));
  for (let at = 0; at < STREAM_BYTES; at += STREAM_CHUNK) if (!socket.write(chunk)) await new Promise<void>((resolve) => socket.once("drain", resolve));
  return socket;
}
