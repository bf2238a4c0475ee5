// Multicast DNS is open to the whole network: no packet, however broken, may stop the program that listens.

import { EventEmitter } from "node:events";
import Bonjour from "bonjour-service";
import fc from "fast-check";
import { expect, test } from "vitest";

const SERVICE = "_keyferry._tcp.local";
const ID = "0123456789abcdef";

const name = (text: string) => Buffer.concat([...text.split(".").map((label) => Buffer.concat([Buffer.of(label.length), Buffer.from(label)])), Buffer.of(0)]);
const uint16 = (value: number) => Buffer.of(value >> 8, value & 255);
const record = (owner: string, type: number, content: Buffer) =>
  Buffer.concat([name(owner), uint16(type), uint16(1), Buffer.of(0, 0, 0, 120), uint16(content.length), content]);
const records = [
  record(SERVICE, 12, name(`${ID}.${SERVICE}`)),
  record(`${ID}.${SERVICE}`, 33, Buffer.concat([Buffer.of(0, 0, 0, 0), uint16(4321), name(`${ID}.local`)])),
  record(`${ID}.${SERVICE}`, 16, Buffer.from("\u0003v=1")),
  record(`${ID}.local`, 1, Buffer.of(192, 0, 2, 7)),
];
const response = Buffer.concat([Buffer.of(0, 0, 0x84, 0, 0, 0, 0, records.length, 0, 0, 0, 0), ...records]);
const query = Buffer.concat([Buffer.of(0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0), name(SERVICE), uint16(255), uint16(1)]);

/** A responder that also browses, on a socket that the test speaks through. */
function listener() {
  const socket = Object.assign(new EventEmitter(), {
    send: (...args: readonly unknown[]) => (args.at(-1) as () => void)(),
    close: () => {},
  });
  const options = { port: 5353, socket, bind: false, multicast: false };
  const bonjour = new Bonjour(options, () => {});
  const found: string[] = [];
  bonjour.find({ type: "keyferry" }, (service) => found.push(service.name));
  bonjour.publish({ name: ID, type: "keyferry", port: 1, host: `${ID}.local`, probe: false });
  return { found, hear: (packet: Buffer) => socket.emit("message", packet, { address: "192.0.2.7", family: "IPv4", port: 5353, size: packet.length }) };
}

test("a sound answer is heard", () => {
  const { found, hear } = listener();
  hear(response);
  expect(found).toEqual([ID]);
});

const change = fc.tuple(fc.nat(response.length - 1), fc.nat(255));

test("no altered packet is thrown over", () => {
  const { hear } = listener();
  fc.assert(
    fc.property(fc.constantFrom(response, query), fc.array(change, { minLength: 1, maxLength: 6 }), fc.nat(response.length), (packet, changes, cut) => {
      const altered = Buffer.from(packet);
      for (const [at, value] of changes) altered[at % altered.length] = value;
      hear(altered);
      hear(altered.subarray(0, cut));
    }),
    { numRuns: 4000 },
  );
});

test("no noise is thrown over", () => {
  const { hear } = listener();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), (noise) => {
      hear(Buffer.from(noise));
    }),
    { numRuns: 2000 },
  );
});
