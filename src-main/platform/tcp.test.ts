// Real connections on the loopback interface; time is a fake clock's.

import { once } from "node:events";
import { createConnection, createServer, type Socket } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { type Channel, MAXIMUM_FRAME } from "../../src-shared/exchange/channel.ts";
import { FakeClock } from "../../src-shared/testing/fake-clock.ts";
import { connectTcp, listenTcp, reachableAddresses, type TcpListener } from "./tcp.ts";

const cleanups: (() => void)[] = [];

afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

async function listen(clock?: FakeClock, host = "127.0.0.1"): Promise<TcpListener> {
  const listener = await listenTcp({ host, ...(clock && { clock }) });
  cleanups.push(() => listener.close());
  return listener;
}

async function pair(clock?: FakeClock): Promise<{ near: Channel; far: Channel }> {
  const listener = await listen(clock);
  const [near, far] = await Promise.all([listener.next(), connectTcp(listener.host, listener.port)]);
  cleanups.push(
    () => near.close(),
    () => far.close(),
  );
  return { near, far };
}

/** A connection whose bytes the test writes itself. */
async function rawConnection({ host, port }: TcpListener, localAddress = "127.0.0.1"): Promise<Socket> {
  const socket = createConnection({ host, port, localAddress, allowHalfOpen: true });
  cleanups.push(() => socket.destroy());
  socket.on("error", () => {});
  await once(socket, "connect");
  return socket;
}

async function collect(channel: Channel): Promise<Uint8Array[]> {
  const frames: Uint8Array[] = [];
  for await (const frame of channel.frames()) frames.push(frame);
  return frames;
}

test.each([0, 1, 65_536, MAXIMUM_FRAME])("a frame of %i bytes arrives whole", async (length) => {
  const { near, far } = await pair();
  const frame = Uint8Array.from({ length }, (_, i) => i % 251);
  await far.send(frame);
  far.close();
  expect(await collect(near)).toEqual([frame]);
});

test("frames keep their order in both directions at once", async () => {
  const { near, far } = await pair();
  const talk = async (channel: Channel) => {
    for (let i = 0; i < 200; i++) await channel.send(new Uint8Array(i * 40).fill(i));
  };
  const listenTo = async (channel: Channel) => {
    const lengths: number[] = [];
    for await (const frame of channel.frames()) {
      lengths.push(frame.length);
      if (lengths.length === 200) break;
    }
    return lengths;
  };
  const [, , toNear, toFar] = await Promise.all([talk(near), talk(far), listenTo(near), listenTo(far)]);
  const expected = Array.from({ length: 200 }, (_, i) => i * 40);
  expect([toNear, toFar]).toEqual([expected, expected]);
});

test("a sender waits for a receiver that does not read, and nothing is lost", async () => {
  const { near, far } = await pair();
  let sent = 0;
  const sending = (async () => {
    for (; sent < 400; sent++) await far.send(new Uint8Array(65_536));
    far.close();
  })();
  await vi.waitUntil(() => sent > 4);
  const before = sent;
  const frames = await collect(near);
  await sending;
  expect([before < 400, frames.length]).toEqual([true, 400]);
});

test("a waiting sender is released when it closes its own end", async () => {
  const { far } = await pair();
  const sending = (async () => {
    for (;;) await far.send(new Uint8Array(MAXIMUM_FRAME));
  })();
  setTimeout(() => far.close(), 50);
  await expect(sending).rejects.toMatchObject({ code: "transport.closed" });
});

test("closing delivers what was sent before", async () => {
  const { near, far } = await pair();
  const sending = Array.from({ length: 10 }, () => far.send(new Uint8Array(MAXIMUM_FRAME)));
  far.close();
  await Promise.allSettled(sending);
  expect(await collect(near)).toHaveLength(10);
});

test("sending after the other side closed fails with its code", async () => {
  const { near, far } = await pair();
  near.close();
  await collect(far);
  await expect(far.send(Uint8Array.of(1))).rejects.toMatchObject({ code: "transport.closed" });
});

test("sending a frame above the limit is refused before anything is sent", async () => {
  const { far } = await pair();
  await expect(far.send(new Uint8Array(MAXIMUM_FRAME + 1))).rejects.toMatchObject({ code: "internal.bug" });
});

test.each([
  ["a head", Uint8Array.of(0, 0)],
  ["a body", Uint8Array.of(0, 0, 0, 5, 1, 2)],
])("a connection that ends inside %s is broken, not finished", async (_where, bytes) => {
  const listener = await listen();
  const socket = await rawConnection(listener);
  const near = await listener.next();
  socket.end(bytes);
  await expect(collect(near)).rejects.toMatchObject({ code: "transport.closed", detail: "inside a frame" });
});

test("a connection that is reset is broken", async () => {
  const listener = await listen();
  const socket = await rawConnection(listener);
  const near = await listener.next();
  socket.resetAndDestroy();
  await expect(collect(near)).rejects.toMatchObject({ code: "transport.closed" });
});

test("a frame announced above the limit ends the connection", async () => {
  const listener = await listen();
  const socket = await rawConnection(listener);
  const near = await listener.next();
  socket.write(Uint8Array.of(0xff, 0xff, 0xff, 0xff));
  await expect(collect(near)).rejects.toMatchObject({ code: "counterpart.limit-exceeded" });
});

test("a connection that sends no frame in ten seconds is dropped", async () => {
  const clock = new FakeClock();
  const listener = await listen(clock);
  const socket = await rawConnection(listener);
  const near = await listener.next();
  socket.write(Uint8Array.of(0, 0, 0, 9, 1));
  clock.advance(10_000);
  await expect(collect(near)).rejects.toMatchObject({ code: "transport.timed-out" });
});

test("a connection that has sent a frame may stay silent", async () => {
  const clock = new FakeClock();
  const listener = await listen(clock);
  const [near, far] = await Promise.all([listener.next(), connectTcp(listener.host, listener.port)]);
  const frames = near.frames()[Symbol.asyncIterator]();
  await far.send(Uint8Array.of(1));
  await frames.next();
  clock.advance(60_000);
  await far.send(Uint8Array.of(2));
  far.close();
  expect(await frames.next()).toEqual({ done: false, value: Uint8Array.of(2) });
});

test("half a connection does not stay: five seconds after closing it is gone", async () => {
  const clock = new FakeClock();
  const listener = await listen(clock);
  const socket = await rawConnection(listener);
  const near = await listener.next();
  near.close();
  clock.advance(5000);
  await vi.waitUntil(() => {
    socket.write(Uint8Array.of(1));
    return socket.destroyed;
  });
  expect(clock.pending).toBe(0);
});

test("four connections wait, the fifth is closed at once", async () => {
  const listener = await listen(new FakeClock());
  for (let i = 0; i < 4; i++) await rawConnection(listener);
  const fifth = await rawConnection(listener);
  fifth.resume();
  await once(fifth, "end");
  expect(fifth.readableEnded).toBe(true);
});

test("four connections from one address keep none from another out", async () => {
  const clock = new FakeClock();
  const listener = await listen(clock);
  const crowd = [];
  for (let i = 0; i < 4; i++) crowd.push(await rawConnection(listener));
  await vi.waitUntil(() => clock.pending === 4);
  const pushedOut = once((crowd[0] as Socket).resume(), "end");
  const other = await rawConnection(listener, "127.0.0.2");
  other.end(Uint8Array.of(0, 0, 0, 1, 9));
  await pushedOut;
  for (let i = 0; i < 3; i++) (await listener.next()).close();
  expect(await collect(await listener.next())).toEqual([Uint8Array.of(9)]);
});

test("a connection that waits silently for ten seconds makes room", async () => {
  const clock = new FakeClock();
  const listener = await listen(clock);
  for (let i = 0; i < 4; i++) await rawConnection(listener);
  await vi.waitUntil(() => clock.pending === 4);
  clock.advance(10_000);
  const [near, far] = await Promise.all([listener.next(), connectTcp(listener.host, listener.port)]);
  await far.send(Uint8Array.of(5));
  far.close();
  expect(await collect(near)).toEqual([Uint8Array.of(5)]);
});

test("connections are taken in the order they came", async () => {
  const listener = await listen();
  for (const value of [1, 2]) (await rawConnection(listener)).end(Uint8Array.of(0, 0, 0, 1, value));
  const seen = [await collect(await listener.next()), await collect(await listener.next())];
  expect(seen).toEqual([[Uint8Array.of(1)], [Uint8Array.of(2)]]);
});

test("closing the listener ends the wait for the next connection", async () => {
  const listener = await listen();
  const waiting = listener.next();
  listener.close();
  await expect(waiting).rejects.toMatchObject({ code: "transport.closed" });
});

test("a port that is taken cannot be listened on", async () => {
  const { port } = await listen();
  await expect(listenTcp({ host: "127.0.0.1", port })).rejects.toMatchObject({ code: "transport.unreachable", detail: "EADDRINUSE" });
});

test("a port nobody listens on is unreachable", async () => {
  const listener = await listen();
  listener.close();
  await expect(connectTcp("127.0.0.1", listener.port)).rejects.toMatchObject({ code: "transport.unreachable" });
});

test("an address that does not answer is given up in time", async () => {
  const clock = new FakeClock();
  const connecting = connectTcp("192.0.2.1", 9, { clock, timeoutMs: 3000 }).catch((error: unknown) => error);
  clock.advance(3000);
  expect(await connecting).toMatchObject({ code: expect.stringMatching(/^transport\.(timed-out|unreachable)$/) });
});

test("a name that does not exist is unreachable", async () => {
  await expect(connectTcp("nobody.invalid", 9)).rejects.toMatchObject({ code: "transport.unreachable" });
});

test("the person can stop the attempt", async () => {
  const stop = new AbortController();
  const connecting = connectTcp("192.0.2.1", 9, { signal: stop.signal, clock: new FakeClock() });
  stop.abort();
  await expect(connecting).rejects.toMatchObject({ code: "owner.cancelled" });
});

test.each([0, 65_536, 1.5])("port %d is not a port", async (port) => {
  await expect(connectTcp("127.0.0.1", port)).rejects.toMatchObject({ code: "usage.invalid" });
});

test("both address families are listened on", async () => {
  const probe = createServer();
  const hasIpv6 = await new Promise<boolean>((resolve) => {
    probe.once("error", () => resolve(false));
    probe.listen(0, "::1", () => probe.close(() => resolve(true)));
  });
  const listener = await listenTcp();
  cleanups.push(() => listener.close());
  const hosts = hasIpv6 ? ["127.0.0.1", "::1"] : ["127.0.0.1"];
  for (const host of hosts) {
    const [near, far] = await Promise.all([listener.next(), connectTcp(host, listener.port)]);
    await far.send(Uint8Array.of(4));
    far.close();
    expect(await collect(near)).toEqual([Uint8Array.of(4)]);
  }
});

test("there is always an address to tell the other computer", () => {
  expect(reachableAddresses().length).toBeGreaterThan(0);
});
