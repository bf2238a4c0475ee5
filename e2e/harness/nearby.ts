// One end of a discovery test as its own process: advertises or browses, says what happens as JSON lines, stops when its input ends.

import { createSocket } from "node:dgram";
import { bonjourDiscovery } from "../../src-main/platform/mdns/bonjour.ts";
import { nodePrimitives } from "../../src-main/platform/primitives.ts";
import { hex } from "../../src-shared/bytes.ts";
import { toExchangeError } from "../../src-shared/errors.ts";
import { newNearbyId } from "../../src-shared/exchange/discovery.ts";

const [mode, port] = process.argv.slice(2);
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
const inputEnds = new Promise<void>((resolve) => process.stdin.on("end", resolve).resume());

async function advertise(): Promise<void> {
  const id = newNearbyId(nodePrimitives);
  const advertisement = await bonjourDiscovery().advertise({ id, port: Number(port) });
  say({ event: "advertising", id });
  await inputEnds;
  await advertisement.stop();
}

async function browse(): Promise<void> {
  const browsing = bonjourDiscovery().browse(
    (destination) => say({ event: "found", ...destination }),
    (id) => say({ event: "lost", id }),
    ({ code }) => say({ event: "error", code }),
  );
  say({ event: "browsing" });
  await inputEnds;
  browsing.stop();
}

/** Every multicast DNS packet on this network, as bytes. */
async function capture(): Promise<void> {
  const socket = createSocket({ type: "udp4", reuseAddr: true });
  socket.on("message", (packet) => say({ event: "packet", bytes: hex(packet) }));
  await new Promise<void>((resolve) => socket.bind(5353, "0.0.0.0", resolve));
  socket.addMembership("224.0.0.251", port);
  say({ event: "capturing" });
  await inputEnds;
  socket.close();
}

const modes: Record<string, () => Promise<void>> = { advertise, browse, capture };
await (modes[mode ?? ""] ?? advertise)().catch((thrown: unknown) => {
  say({ event: "error", code: toExchangeError(thrown).code });
  process.stdin.destroy();
});
