// Real sockets between two ends in this process: who is let in, what is read before, and where a socket may be.

import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { type AddressInfo, createConnection, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { type Channel, MAXIMUM_FRAME } from "../../src-shared/exchange/channel.ts";
import { FakeClock } from "../../src-shared/testing/fake-clock.ts";
import { type ConnectLocalOptions, connectLocal, type LocalListener, type LocalOptions, type LocalProgram, listenLocal } from "./local-socket.ts";
import { nativeAddon } from "./native.ts";

const isRoot = process.geteuid?.() === 0;
const NOBODY = 65_534;

/** Its own folder for one test, in one that only this user can enter. */
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "keyferry-local-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return join(made, "own");
}

async function listen(options: Partial<LocalOptions> = {}): Promise<LocalListener & { readonly place: LocalOptions }> {
  const place = { name: "vendor", directory: folder() };
  const listener = await listenLocal({ ...place, ...options });
  onTestFinished(() => listener.close());
  return { ...listener, place };
}

async function connect(options: ConnectLocalOptions): Promise<Channel> {
  const channel = await connectLocal(options);
  onTestFinished(() => channel.close());
  return channel;
}

/** A connection whose bytes the test writes itself. */
async function rawConnection(path: string): Promise<Socket> {
  const socket = createConnection(path);
  onTestFinished(() => void socket.destroy());
  socket.on("error", () => {});
  await once(socket, "connect");
  return socket;
}

/** By when the loop has read from every socket that it reads from and that has something. */
async function aRoundTrip(): Promise<void> {
  const server = createServer((socket) => void socket.end("x")).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const socket = createConnection(port, "127.0.0.1").resume();
  await once(socket, "close");
  server.close();
}

async function first(channel: Channel): Promise<Uint8Array | undefined> {
  for await (const frame of channel.frames()) return frame;
  return undefined;
}

describe("frames", () => {
  test.each([0, 1, MAXIMUM_FRAME])("one of %i bytes arrives whole", async (length) => {
    const listener = await listen();
    const [near, far] = await Promise.all([listener.next(), connect(listener.place)]);
    const frame = Uint8Array.from({ length }, (_, i) => i % 251);
    await far.send(frame);
    expect(await first(near)).toEqual(frame);
  });

  test("they go both ways", async () => {
    const listener = await listen();
    const [near, far] = await Promise.all([listener.next(), connect(listener.place)]);
    await near.send(Uint8Array.of(7));
    expect(await first(far)).toEqual(Uint8Array.of(7));
  });

  test("the link is a local one", async () => {
    const listener = await listen();
    expect((await connect(listener.place)).kind).toBe("local");
  });
});

describe.skipIf(nativeAddon() === undefined)("with the addon", () => {
  test.each(["listening", "connecting"] as const)("the %s side hears which program is at the other end", async (side) => {
    const { promise, resolve } = Promise.withResolvers<LocalProgram>();
    const accept = (program: LocalProgram) => {
      resolve(program);
      return true;
    };
    const listener = await listen(side === "listening" ? { accept } : {});
    await connect({ ...listener.place, ...(side === "connecting" && { accept }) });
    expect(await promise).toMatchObject({ pid: process.pid, uid: process.geteuid?.(), executable: realpathSync(process.execPath) });
  });
});

describe("who is refused", () => {
  test("hears the end of the connection and nothing else", async () => {
    const listener = await listen({ accept: () => false });
    expect(await first(await connect(listener.place))).toBeUndefined();
  });

  test("is no connection: the next one is", async () => {
    const answers = [false, true];
    const listener = await listen({ accept: () => answers.shift() ?? false });
    const next = listener.next();
    await first(await connect(listener.place));
    const far = await connect(listener.place);
    await far.send(Uint8Array.of(1));
    expect(await first(await next)).toEqual(Uint8Array.of(1));
  });

  test("is refused too when the question itself fails", async () => {
    const listener = await listen({ accept: () => Promise.reject(new Error("no idea")) });
    expect(await first(await connect(listener.place))).toBeUndefined();
  });

  test("was not read: the system tells it that what it sent was thrown away", async () => {
    const { promise: written, resolve } = Promise.withResolvers<void>();
    const listener = await listen({ accept: () => written.then(() => false) });
    const socket = await rawConnection(listener.path);
    const failed = once(socket, "error");
    socket.write("hello", () => void aRoundTrip().then(resolve));
    expect((await failed)[0]).toMatchObject({ code: "ECONNRESET" });
  });

  test("and a listener that is not the program meant is left without a byte", async () => {
    const listener = await listen();
    await expect(connectLocal({ ...listener.place, accept: () => false })).rejects.toMatchObject({
      code: "counterpart.not-authenticated",
      detail: "not the program that was meant",
    });
  });

  test("one whose owner takes too long is let go", async () => {
    const clock = new FakeClock();
    const { promise: asked, resolve } = Promise.withResolvers<void>();
    const listener = await listen({
      clock,
      accept: () => {
        resolve();
        return new Promise(() => {});
      },
    });
    const far = await connect(listener.place);
    await asked;
    clock.advance(10_000);
    expect(await first(far)).toBeUndefined();
  });
});

describe("a socket's place", () => {
  const ours = { name: "vendor" };
  const refused = { code: "usage.invalid" };

  test("is made for its owner alone", async () => {
    const { path } = await listen();
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
  });

  test("may not be open to others", async () => {
    const directory = folder();
    mkdirSync(directory);
    chmodSync(directory, 0o750);
    await expect(listenLocal({ ...ours, directory })).rejects.toMatchObject(refused);
  });

  test("may not be below a folder where others can rename it", async () => {
    const directory = folder();
    mkdirSync(join(directory, "inside"), { recursive: true, mode: 0o700 });
    chmodSync(directory, 0o777);
    await expect(listenLocal({ ...ours, directory: join(directory, "inside") })).rejects.toMatchObject(refused);
  });

  test("may not be a link to another", async () => {
    const directory = folder();
    mkdirSync(`${directory}-real`, { mode: 0o700 });
    symlinkSync(`${directory}-real`, directory);
    await expect(listenLocal({ ...ours, directory })).rejects.toMatchObject(refused);
  });

  test.skipIf(!isRoot)("may not belong to another user", async () => {
    const directory = folder();
    mkdirSync(directory, { mode: 0o700 });
    chownSync(directory, NOBODY, NOBODY);
    await expect(listenLocal({ ...ours, directory })).rejects.toMatchObject(refused);
  });

  test("is checked by who connects as well", async () => {
    const listener = await listen();
    chmodSync(listener.place.directory ?? "", 0o755);
    await expect(connectLocal(listener.place)).rejects.toMatchObject(refused);
  });

  test.each(["", "..", ".hidden", "a/b", "a b", "x".repeat(65)])("cannot have the name %j", async (name) => {
    await expect(listenLocal({ name, directory: folder() })).rejects.toMatchObject(refused);
  });

  test("cannot be longer than the system takes", async () => {
    await expect(listenLocal({ ...ours, directory: join(folder(), "x".repeat(100)) })).rejects.toMatchObject(refused);
  });

  test("that has a file in it already keeps the file", async () => {
    const directory = folder();
    mkdirSync(directory, { mode: 0o700 });
    writeFileSync(join(directory, ours.name), "mine");
    const code = await listenLocal({ ...ours, directory }).catch((error) => error.code);
    expect([code, existsSync(join(directory, ours.name))]).toEqual(["usage.invalid", true]);
  });
});

describe("listening", () => {
  test("where somebody listens already is refused", async () => {
    const listener = await listen();
    await expect(listenLocal(listener.place)).rejects.toMatchObject({ code: "transport.unreachable" });
  });

  test("takes over what a killed program left behind", async () => {
    const directory = folder();
    mkdirSync(directory, { mode: 0o700 });
    const server = createServer().listen(join(directory, "before"));
    await once(server, "listening");
    renameSync(join(directory, "before"), join(directory, "vendor"));
    await new Promise((closed) => server.close(closed));
    const listener = await listen({ directory });
    await expect(connect({ ...listener.place, directory })).resolves.toMatchObject({ kind: "local" });
  });

  test("ends, and its socket goes", async () => {
    const listener = await listen();
    const next = listener.next();
    listener.close();
    const code = await next.catch((error) => error.code);
    expect([code, existsSync(listener.path)]).toEqual(["transport.closed", false]);
  });
});

describe("connecting", () => {
  test("where nobody listens is unreachable", async () => {
    await expect(connectLocal({ name: "vendor", directory: folder() })).rejects.toMatchObject({ code: "transport.unreachable" });
  });

  test("can be stopped", async () => {
    const listener = await listen();
    await expect(connectLocal({ ...listener.place, signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "owner.cancelled" });
  });
});
