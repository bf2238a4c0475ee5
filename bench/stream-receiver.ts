// The receiving process of the stream benchmark: takes N bytes in one of four ways and says on stdout when it has them all.

import { createServer, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { nodePrimitives as p } from "../src-main/platform/primitives.ts";
import { listenTcp, type TcpListener } from "../src-main/platform/tcp.ts";
import { chunkKeys, openChunk } from "../src-shared/crypto/stream.ts";
import { openMessage, secured } from "../src-shared/exchange/secured.ts";
import { STREAM_BYTES, STREAM_CHUNK, STREAM_SECRET, STREAM_TRANSFER } from "./stream-parameters.ts";
import { throwAwayCertificate } from "./tls-certificate.ts";

const say = (message: object) => process.stdout.write(`${JSON.stringify(message)}\n`);

function counting(name: string) {
  return (socket: Socket) => {
    let received = 0;
    socket.on("data", (chunk) => {
      received += chunk.length;
      if (received === STREAM_BYTES) say({ done: name });
    });
  };
}

const raw = createServer(counting("tcp")).listen(0, "127.0.0.1");
const tls = createTlsServer({ ...throwAwayCertificate(), minVersion: "TLSv1.3", ciphers: "TLS_AES_256_GCM_SHA384" }, counting("tls")).listen(0, "127.0.0.1");
const both = await listenTcp({ host: "127.0.0.1" });
const record = await listenTcp({ host: "127.0.0.1" });
await Promise.all([raw, tls].map((server) => server.listening || new Promise((ready) => server.once("listening", ready))));
const portOf = (server: { address(): unknown }) => (server.address() as { port: number }).port;
say({ tcp: portOf(raw), tls: portOf(tls), both: both.port, record: record.port });

process.stdin.on("end", () => process.exit()).resume();

const keys = chunkKeys(p, STREAM_SECRET, STREAM_TRANSFER, 0, STREAM_SECRET);
const sealed = (chunk: Uint8Array, sequence: number) => openChunk(p, keys, STREAM_TRANSFER, 0, sequence, (sequence + 1) * STREAM_CHUNK >= STREAM_BYTES, chunk);
await Promise.all([takeRecords(both, "both", sealed), takeRecords(record, "record", (chunk) => chunk)]);

async function takeRecords(listener: TcpListener, name: string, open: (chunk: Uint8Array, sequence: number) => Uint8Array): Promise<never> {
  for (;;) {
    const channel = await listener.next();
    let link = secured(STREAM_SECRET, STREAM_SECRET);
    let received = 0;
    await channel.send(new Uint8Array(1));
    for await (const frame of channel.frames()) {
      const [next, message] = openMessage(p, link, frame);
      link = next;
      if (message.name !== "chunk") continue;
      received += open(message.sealed, message.sequence).length;
      if (received === STREAM_BYTES) say({ done: name });
    }
  }
}
