// Two programs of one computer: a whole transfer over a local socket, and who is turned away before a byte of theirs is read.

import { once } from "node:events";
import { chmodSync, chownSync, copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { nativeAddon } from "../../src-main/platform/native.ts";
import { LineProcess } from "../harness/line-process.ts";

const PROGRAM = join(import.meta.dirname, "../harness/local-program.ts");
const NODE = realpathSync(process.execPath);
const NOBODY = "65534";
const missing = nativeAddon() === undefined ? "the addon is not built" : process.geteuid?.() === 0 ? undefined : "a second user needs root";

/** A folder for sockets; others may come to it, not into it. */
function folder(uid = process.geteuid?.() ?? 0): string {
  const root = mkdtempSync(join(tmpdir(), "keyferry-e2e-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  chmodSync(root, 0o755);
  const own = join(root, "own");
  mkdirSync(own, { mode: 0o700 });
  chownSync(own, uid, uid);
  return own;
}

function start(role: "send" | "receive", directory: string, { only = "", uid = "", node = NODE } = {}): LineProcess {
  const program = new LineProcess(node, [PROGRAM, role, directory, only, uid]);
  onTestFinished(() => program.finish());
  return program;
}

async function startReceiver(directory: string, options: { readonly only?: string; readonly uid?: string } = {}): Promise<LineProcess> {
  const receiver = start("receive", directory, options);
  await receiver.line("listening");
  return receiver;
}

/** Both receipts, with what the receiver then holds. */
async function transfer(receiver: LineProcess, sender: LineProcess) {
  const { digits } = await receiver.line("code");
  sender.tell(String(digits));
  return Promise.all([receiver.line("receipt"), sender.line("receipt")]);
}

test("a whole transfer between two programs that each accept only the other", async () => {
  const directory = folder();
  const only = missing === "the addon is not built" ? "" : NODE;
  const receiver = await startReceiver(directory, { only });
  const [received, sent] = await transfer(receiver, start("send", directory, { only }));
  expect([received, sent]).toMatchObject([{ proven: 1, titles: ["Mail"] }, { proven: 1 }]);
});

describe.skipIf(missing !== undefined)(missing === undefined ? "who is turned away" : `who is turned away (not tried: ${missing})`, () => {
  test("another user cannot come to the socket", async () => {
    const directory = folder();
    await startReceiver(directory);
    const stranger = start("send", directory, { uid: NOBODY });
    expect(await stranger.line("failed")).toMatchObject({ code: "usage.invalid", detail: "the socket's folder belongs to another user" });
  });

  test("one who comes to it all the same hears the end of the connection, and the next of the same user is served", async () => {
    const directory = folder(Number(NOBODY));
    const receiver = await startReceiver(directory, { uid: NOBODY });
    const administrator = connect(String((await receiver.line("listening")).path)).resume();
    onTestFinished(() => void administrator.destroy());
    await once(administrator, "close");
    const [received] = await transfer(receiver, start("send", directory, { uid: NOBODY }));
    expect([received, receiver.lines.filter(({ event }) => event === "program").map(({ uid }) => uid)]).toMatchObject([{ proven: 1 }, [Number(NOBODY)]]);
  });

  test("another program of the same user hears the end of the connection, and the one meant is served", async () => {
    const directory = folder();
    const other = join(directory, "other-program");
    copyFileSync(NODE, other);
    const receiver = await startReceiver(directory, { only: NODE });
    const refused = await start("send", directory, { node: other }).line("failed");
    const [received] = await transfer(receiver, start("send", directory));
    expect([refused, await receiver.line("program"), received]).toMatchObject([
      { code: "transport.closed" },
      { executable: other, accepted: false },
      { proven: 1 },
    ]);
  });

  test("a listener that is another program is given nothing", async () => {
    const directory = folder();
    const receiver = await startReceiver(directory);
    const failed = await start("send", directory, { only: "/usr/bin/somebody-else" }).line("failed");
    expect([failed, receiver.lines.some(({ event }) => event === "code")]).toMatchObject([{ code: "counterpart.not-authenticated" }, false]);
  });
});
