// What does not speak the protocol at all, or comes in crowds, or has the wrong code: a receiver and a sender that real strangers meet.

import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { copyOfVault, makeVault, PASSPHRASE, runCli, startCli } from "../harness/cli.ts";
import { framed } from "../harness/frame-proxy.ts";
import { digestOf, endingOf, shownCode, startTransfer, type TransferOptions, transfer } from "../harness/transfer.ts";

const root = mkdtempSync(join(tmpdir(), "keyferry-e2e-"));
const from = join(root, "from");
const to = join(root, "to");
let old = "";

beforeAll(async () => {
  await Promise.all([makeVault(from, join(import.meta.dirname, "../cli/fixtures/bitwarden.json")), makeVault(to)]);
  old = await digestOf(to);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const GARBAGE: readonly (readonly [what: string, bytes: Uint8Array, exit: number, code: string])[] = [
  ["a request for a web page", Buffer.from("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"), 5, "counterpart.limit-exceeded"],
  ["the beginning of TLS", Buffer.from("16030100c8010000c40303", "hex"), 5, "counterpart.limit-exceeded"],
  ["a head of 4 GiB", Uint8Array.of(255, 255, 255, 255), 5, "counterpart.limit-exceeded"],
  ["an empty frame", framed(new Uint8Array()), 5, "counterpart.protocol-violation"],
  ["a frame of zeros", framed(new Uint8Array(1200)), 5, "counterpart.protocol-violation"],
  ["a frame of text", framed(Buffer.from("hello, who is there?")), 5, "counterpart.protocol-violation"],
];

async function talkTo(port: unknown): Promise<Socket> {
  const socket = connect(Number(port), "127.0.0.1")
    .on("error", () => {})
    .resume();
  await once(socket, "connect");
  return socket;
}

describe.each(GARBAGE)("%s before the handshake", (_what, bytes, exit, code) => {
  test("ends a receiver with a code and leaves its vault as it was", async () => {
    const vault = copyOfVault(to);
    const receiver = startCli(["receive", "--vault", vault, "--host", "127.0.0.1", "--no-discovery"], { answers: { passphrase: PASSPHRASE } });
    const socket = await talkTo((await receiver.waitFor("listening")).port);
    socket.write(bytes);
    const ended = await receiver.exit;
    expect([...endingOf(ended), await digestOf(vault)]).toEqual([exit, code, old]);
  });

  test("ends a sender with a code before anybody is asked for anything", async () => {
    const server = createServer(
      (socket) =>
        void socket
          .on("error", () => {})
          .resume()
          .write(bytes),
    ).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const ended = await runCli(["send", "--vault", copyOfVault(from), "--to", `127.0.0.1:${port}`], { answers: { passphrase: PASSPHRASE } });
    server.close();
    const asked = ended.events.filter(({ event }) => event === "prompt").map(({ kind }) => kind);
    expect([...endingOf(ended), asked]).toEqual([exit, code, ["passphrase"]]);
  });
});

test("a connection that stays silent is given up, and the next one heard", async () => {
  const receiver = startCli(["receive", "--vault", copyOfVault(to), "--host", "127.0.0.1", "--no-discovery"], { answers: { passphrase: PASSPHRASE } });
  const { port } = await receiver.waitFor("listening");
  const socket = await talkTo(port);
  await once(socket, "close");
  (await talkTo(port)).write(framed(new Uint8Array(1200)));
  expect(endingOf(await receiver.exit)).toEqual([5, "counterpart.protocol-violation"]);
});

function copies(): Pick<TransferOptions, "from" | "to"> {
  return { from: copyOfVault(from), to: copyOfVault(to) };
}

async function crowd(port: unknown, size: number): Promise<readonly Socket[]> {
  return Promise.all(Array.from({ length: size }, () => talkTo(port)));
}

test("a crowd that comes and goes before the transfer does not stop it", async () => {
  const destination = async ({ port }: { readonly [member: string]: unknown }) => {
    for (const socket of await crowd(port, 100)) socket.destroy();
    return `127.0.0.1:${port}`;
  };
  const { receiver, sender } = await transfer({ ...copies(), destination });
  expect([receiver.code, sender.code]).toEqual([0, 0]);
});

test("a crowd that stays during the transfer does not disturb it", async () => {
  let port: unknown;
  let sockets: readonly Socket[] = [];
  const approve = async () => {
    sockets = await crowd(port, 200);
    for (const socket of sockets) socket.write(new Uint8Array(1000));
    return true;
  };
  const destination = (listening: { readonly [member: string]: unknown }) => {
    port = listening.port;
    return `127.0.0.1:${port}`;
  };
  const { receiver, sender } = await transfer({ ...copies(), destination, senderAnswers: { "approve-export": approve } });
  for (const socket of sockets) socket.destroy();
  expect([receiver.code, sender.code]).toEqual([0, 0]);
});

/** Another last digit. */
function mistyped(code: string): string {
  return code.replace(/.$/, (last) => (last === "7" ? "3" : "7"));
}

describe.each([
  ["seen on the screen", []],
  ["heard on the phone", ["--by-phone"]],
])("a code %s", (_how, words) => {
  const receiverWords = ["--host", "127.0.0.1", "--no-discovery", ...words];

  test("typed right lets the transfer through", async () => {
    const { receiver, sender } = await transfer({ ...copies(), receiverWords });
    expect([receiver.code, sender.code]).toEqual([0, 0]);
  });

  test("typed wrong ends both in the same code and changes nothing; the next attempt has to wait", async () => {
    const vaults = copies();
    const running = await startTransfer({
      ...vaults,
      receiverWords,
      senderAnswers: { "enter-code": async () => mistyped(await shownCode(running.receiver)) },
    });
    const { receiver, sender } = await running.ended;
    const again = await runCli(["receive", "--vault", vaults.to, ...receiverWords], { answers: { passphrase: PASSPHRASE } });
    expect([endingOf(receiver), endingOf(sender), endingOf(again), await digestOf(vaults.to)]).toEqual([
      [6, "pairing.wrong-code"],
      [6, "pairing.wrong-code"],
      [6, "pairing.locked-out"],
      old,
    ]);
  });
});
