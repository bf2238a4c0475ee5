// A link of a given rate and round trip between two processes of this computer: a TCP relay that delays what it carries and lets no more through than the rate.

import { connect, createServer, type Socket } from "node:net";

/** Bytes a second each way, milliseconds there and back. */
export type LinkSpeed = { readonly rate: number; readonly roundTrip: number };
export type Relay = {
  readonly port: number;
  /** Bytes from those who connected, and to them, since the last call. */
  carried(): readonly [there: number, back: number];
  close(): void;
};

/** Bytes that wait before a link at most, as in a router. */
const QUEUE = 64 << 10;

/** Carries every connection to `target`, a port of this computer. */
export async function openRelay({ rate, roundTrip }: LinkSpeed, target: number): Promise<Relay> {
  const counted = { there: 0, back: 0 };
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (from) => {
    const to = connect({ port: target, host: "127.0.0.1", allowHalfOpen: true });
    for (const socket of [from, to]) {
      sockets.add(socket.setNoDelay(true));
      socket.on("error", () => socket.destroy()).on("close", () => sockets.delete(socket));
    }
    carry(from, to, { rate, delay: roundTrip / 2 }, (bytes) => {
      counted.there += bytes;
    });
    carry(to, from, { rate, delay: roundTrip / 2 }, (bytes) => {
      counted.back += bytes;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as { port: number }).port,
    carried() {
      const { there, back } = counted;
      Object.assign(counted, { there: 0, back: 0 });
      return [there, back];
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

type Parcel = { readonly bytes: Buffer; readonly due: number };

/** Bytes, as in a packet. */
const PARCEL = 1448;

/** One direction: a parcel is through when those before it are and its own bytes have passed, and is there `delay` milliseconds later. */
function carry(from: Socket, to: Socket, { rate, delay }: { readonly rate: number; readonly delay: number }, count: (bytes: number) => void): void {
  const onTheWay: Parcel[] = [];
  // what is on its way does not wait
  const queue = QUEUE + (rate * delay) / 1000;
  let waiting = 0;
  let free = 0;
  let armed = false;
  let ended = false;
  const deliver = () => {
    armed = false;
    const now = performance.now();
    while (onTheWay[0] !== undefined && onTheWay[0].due <= now) {
      const { bytes } = onTheWay.shift() as Parcel;
      waiting -= bytes.length;
      if (!to.destroyed) to.write(bytes);
    }
    if (waiting <= queue) from.resume();
    arm();
  };
  const arm = () => {
    const [next] = onTheWay;
    if (next === undefined && ended) to.end();
    if (next === undefined || armed) return;
    armed = true;
    setTimeout(deliver, Math.max(0, next.due - performance.now()));
  };
  from.on("data", (bytes: Buffer) => {
    count(bytes.length);
    for (let at = 0; at < bytes.length; at += PARCEL) {
      const parcel = bytes.subarray(at, at + PARCEL);
      free = Math.max(free, performance.now()) + (parcel.length / rate) * 1000;
      onTheWay.push({ bytes: parcel, due: free + delay });
      waiting += parcel.length;
    }
    if (waiting > queue) from.pause();
    arm();
  });
  from.on("end", () => {
    ended = true;
    arm();
  });
}
