import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { createServer, connect as dial, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { guardedSecret, nativeAddon, nativeFailure, peerCredentials } from "./native.ts";

const onLinux = process.platform === "linux" && nativeAddon() !== undefined;

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text));
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();

function failureOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (thrown) {
    return nativeFailure(thrown);
  }
}

/** The server's end of a local socket that this process is connected to. */
async function accepted(): Promise<Socket> {
  const folder = mkdtempSync(join(tmpdir(), "keyferry-peer-"));
  const server = createServer().listen(join(folder, "socket"));
  const client = dial(join(folder, "socket"));
  const [socket] = (await once(server, "connection")) as [Socket];
  onTestFinished(() => {
    for (const one of [socket, client]) one.destroy();
    server.close();
    rmSync(folder, { recursive: true });
  });
  return socket;
}

const handleOf = (socket: Socket) => (socket as unknown as { readonly _handle: { readonly fd: number } })._handle.fd;

/** Flags of the mappings of one page that nobody may read, as the kernel lists them. */
function closedPages(): readonly string[] {
  const blocks = readFileSync("/proc/self/smaps", "utf8").split(/\n(?=[0-9a-f]+-)/);
  return blocks.filter((block) => /^\S+ ---p /.test(block) && /^Size: +4 kB/m.test(block)).map((block) => /^VmFlags: (.*)$/m.exec(block)?.[1] ?? "");
}

describe("a guarded secret", () => {
  test("lends what it was given", () => {
    expect(guardedSecret(bytesOf("kept")).use(text)).toBe("kept");
  });

  test("says its length", () => {
    expect(guardedSecret(bytesOf("kept")).length).toBe(4);
  });

  test("is gone after it was wiped", () => {
    const secret = guardedSecret(bytesOf("kept"));
    secret.wipe();
    expect(() => secret.use(text)).toThrow("secret was wiped");
  });

  test("lends asynchronous work its bytes until that has ended", async () => {
    const after = async (bytes: Uint8Array) => {
      await Promise.resolve();
      return text(bytes);
    };
    expect(await guardedSecret(bytesOf("kept")).use(after)).toBe("kept");
  });
});

describe.skipIf(!onLinux)("a guarded secret in the addon's memory", () => {
  test("overwrites the bytes it was given", () => {
    const bytes = bytesOf("kept");
    guardedSecret(bytes);
    expect([...bytes]).toEqual([0, 0, 0, 0]);
  });

  test("overwrites what it lent", () => {
    const lent = guardedSecret(bytesOf("kept")).use((bytes) => bytes);
    expect([...lent]).toEqual([0, 0, 0, 0]);
  });

  test("overwrites what it lent to work that failed", async () => {
    const lent: Uint8Array[] = [];
    const fail = async (bytes: Uint8Array) => {
      lent.push(bytes);
      throw new Error("failed");
    };
    await guardedSecret(bytesOf("kept"))
      .use(fail)
      .catch(() => {});
    expect(lent.map((bytes) => [...bytes])).toEqual([[0, 0, 0, 0]]);
  });

  test("is in a page that is closed, locked, left out of dumps and empty in a child", () => {
    const secret = guardedSecret(bytesOf("kept"));
    const pages = closedPages();
    secret.wipe();
    expect(pages).toContainEqual(expect.stringMatching(/^(?=.*\blo\b)(?=.*\bdd\b)(?=.*\bwf\b)/));
  });
});

describe.skipIf(!onLinux)("who is at the other end of a local socket", () => {
  test("is this process, for a connection of its own", async () => {
    const socket = await accepted();
    expect(peerCredentials(handleOf(socket))).toMatchObject({ pid: process.pid, uid: process.getuid?.(), executable: realpathSync(process.execPath) });
  });

  test("is nobody for what is no socket", () => {
    const file = openSync("/dev/null", "r");
    const failure = failureOf(() => peerCredentials(file));
    closeSync(file);
    expect(failure).toBe("not-a-socket");
  });

  test("is nobody for a number that is no descriptor", () => {
    expect(failureOf(() => peerCredentials(-1))).toBe("not-a-socket");
  });
});
