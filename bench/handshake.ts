// P1: from connect to both sides keyed and mutually confirmed, without the person, over loopback TCP; beside it a bare TCP and a TLS 1.3 connect.

import { connect, createServer } from "node:net";
import { connect as connectTls, createServer as createTlsServer } from "node:tls";
import { nodeCredentialKeys } from "../src-main/platform/credential-keys.ts";
import { nodePrimitives } from "../src-main/platform/primitives.ts";
import { systemClock } from "../src-main/platform/system-clock.ts";
import { connectTcp, listenTcp } from "../src-main/platform/tcp.ts";
import type { Channel } from "../src-shared/exchange/channel.ts";
import { exportCredentials } from "../src-shared/exchange/export-credentials.ts";
import { importCredentials } from "../src-shared/exchange/import-credentials.ts";
import type { DeviceIdentity, ExportSource, ImportTarget } from "../src-shared/exchange/ports.ts";
import { interleaved, median, milliseconds, type Row } from "./measure.ts";
import { throwAwayCertificate } from "./tls-certificate.ts";

const clock = systemClock();

export async function benchHandshake(rounds: number): Promise<readonly Row[]> {
  const bytes: number[] = [];
  const tls = await tlsServer();
  const tcp = await tcpServer();
  const listener = await listenTcp({ host: "127.0.0.1" });
  const pair = async () => {
    const { time, wire } = await pairOnce(listener);
    bytes.push(wire);
    return time;
  };
  const warm = {
    keyferry: pair,
    tls: () => timed((done) => connectTls({ port: tls.port, host: "127.0.0.1", rejectUnauthorized: false }, done)),
    tcp: () => timed((done) => connect(tcp.port, "127.0.0.1", done)),
  };
  await interleaved(3, warm);
  const times = await interleaved(rounds, warm);
  listener.close();
  tls.close();
  tcp.close();
  const ours = median(times.keyferry ?? []);
  return [
    { goal: "P1", what: "pairing, warm, loopback, both ends in one process", value: milliseconds(times.keyferry ?? []), ratio: ours, limit: 25 },
    { goal: "P1", what: "bytes on the wire until both are sure", value: `${median(bytes)} B`, ratio: median(bytes) / 1024, limit: 6 },
    { goal: "P1", what: "  beside it: Node TLS 1.3 connect", value: milliseconds(times.tls ?? []) },
    { goal: "P1", what: "  beside it: Node TCP connect", value: milliseconds(times.tcp ?? []) },
  ];
}

/** Ends both sides when the exporter has checked the importer's REQUEST: everything after that waits for a person. */
async function pairOnce(listener: Awaited<ReturnType<typeof listenTcp>>): Promise<{ readonly time: number; readonly wire: number }> {
  const stop = new AbortController();
  let tell: (code: string) => void = () => {};
  const code = new Promise<string>((resolve) => (tell = resolve));
  let time = Number.NaN;
  const started = performance.now();
  const [importing, exporting] = await Promise.all([listener.next(), connectTcp("127.0.0.1", listener.port)]);
  let wire = 0;
  const counted = (channel: Channel): Channel => ({
    kind: channel.kind,
    chunkSize: channel.chunkSize,
    send: (frame) => {
      wire += frame.length + 4;
      return channel.send(frame);
    },
    frames: () => channel.frames(),
    close: () => channel.close(),
  });
  const ports = { primitives: nodePrimitives, credentialKeys: nodeCredentialKeys, clock };
  const importer = importCredentials({
    ...ports,
    channel: counted(importing),
    identity: identity(),
    owner: {
      showCode: (digits) => tell(digits),
      confirmCodesMatch: async () => true,
      approveImport: async () => true,
      reviewMerge: async () => () => "keep-mine",
    },
    target: { discard() {} } as ImportTarget,
  });
  const exporter = exportCredentials({
    ...ports,
    channel: counted(exporting),
    identity: identity(),
    owner: { enterCode: () => code, approveExport: async () => false },
    source: { snapshot: () => new Promise(() => {}) } as ExportSource,
    observer: {
      state(name) {
        if (name !== "snapshotting") return;
        time = performance.now() - started;
        stop.abort();
      },
    },
    signal: stop.signal,
  });
  await Promise.allSettled([importer, exporter]);
  return { time, wire };
}

const KEYS = [nodePrimitives.generateSigningKey(), nodePrimitives.generateSigningKey()] as const;
let turn = 0;
function identity(): DeviceIdentity {
  const key = KEYS[turn++ % 2] as (typeof KEYS)[number];
  return { publicKey: key.publicKey, name: "bench", sign: async (message) => nodePrimitives.sign(key.privateKey, message), known: () => undefined };
}

function timed(open: (done: () => void) => { end(): void }): Promise<number> {
  const started = performance.now();
  return new Promise((resolve) => {
    const socket = open(() => {
      resolve(performance.now() - started);
      socket.end();
    });
  });
}

async function tcpServer() {
  const server = createServer((socket) => socket.on("error", () => {}).resume());
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return { port: (server.address() as { port: number }).port, close: () => server.close() };
}

async function tlsServer() {
  const server = createTlsServer({ ...throwAwayCertificate(), minVersion: "TLSv1.3" }, (socket) => socket.on("error", () => {}).resume());
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return { port: (server.address() as { port: number }).port, close: () => server.close() };
}
