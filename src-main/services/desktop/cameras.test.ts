// Two desktop programs whose cameras read each other's screen: a pairing that nobody types, and transfers over nothing but pictures.

import { setImmediate } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { closeDesks, ended, type Pair, two } from "../../../e2e/harness/desk-pair.ts";
import { type Desk, PASSPHRASE } from "../../../e2e/harness/two-desktops.ts";
import { decodePicture } from "../../../src-shared/camera/picture.ts";
import type { SendView } from "../../../src-shared/ipc/views-transfer.ts";
import { FakeClock } from "../../../src-shared/testing/fake-clock.ts";
import { documentOf, importDocument, loginItem } from "../../../src-shared/testing/vault-fixture.ts";
import { type PairingPicture, pairingText, parseScanned } from "../pairing-picture.ts";

afterEach(closeDesks);

const ALL = { by: "all" } as const;

/** What the picture on the screen of `to` says. */
async function pictureOn(to: Desk, mode: "scan" | "screens"): Promise<{ readonly text: string; readonly said: PairingPicture | undefined }> {
  await to.call("receive.open", { mode });
  const { qr } = await to.at("receive", "listening");
  const scanned = parseScanned(qr);
  return { text: qr, said: "picture" in scanned ? scanned.picture : undefined };
}

const failure = async (from: Desk) => ((await from.at("send", "failed")) as Extract<SendView, { step: "failed" }>).failure.code;

describe("a picture on the receiving screen", () => {
  test("leads to both approvals without a code that is typed", async () => {
    const { from, to } = await two();
    const { text } = await pictureOn(to, "scan");
    await from.call("send.start", { to: { by: "scanned", text }, selection: ALL });
    await to.at("receive", "approve");
    await to.call("receive.approve", { secret: PASSPHRASE });
    await from.at("send", "review");
    await from.call("send.approve", { secret: PASSPHRASE });
    expect([await ended({ from, to }), from.pushed.filter(({ view }) => (view as SendView | null)?.step === "code")]).toEqual([
      ["everything", "everything"],
      [],
    ]);
  });

  test("has another code each time", async () => {
    const { to } = await two();
    const first = await pictureOn(to, "scan");
    await to.call("receive.stop", undefined);
    await to.at("receive", "idle");
    const second = await pictureOn(to, "scan");
    expect(first.said?.code === second.said?.code).toBe(false);
  });

  test("with the address alone leads to the code", async () => {
    const { from, to } = await two();
    const { text } = await pictureOn(to, "screens");
    await from.call("send.start", { to: { by: "scanned", text }, selection: ALL });
    expect((await from.at("send", "code")).mode).toBe("screens");
  });

  test("with another code is a wrong code on both computers", async () => {
    const { from, to } = await two();
    const { said } = await pictureOn(to, "scan");
    const text = pairingText({ ...(said as PairingPicture), code: "0000-0000" });
    await from.call("send.start", { to: { by: "scanned", text }, selection: ALL });
    expect(await ended({ from, to })).toEqual(["pairing.wrong-code", "pairing.wrong-code"]);
  });

  test("is not followed to a computer that pairs another way than it says", async () => {
    const { from, to } = await two();
    await to.call("receive.open", { mode: "screens" });
    const { addresses } = await to.at("receive", "listening");
    const port = Number(addresses[0]?.split(":").at(-1));
    const text = pairingText({ addresses: ["127.0.0.1"], port, id: "0123456789abcdef", code: "7KQ4-M2XD" });
    await from.call("send.start", { to: { by: "scanned", text }, selection: ALL });
    expect(await failure(from)).toBe("counterpart.not-authenticated");
  });

  test("of something else starts nothing", async () => {
    const { from } = await two();
    expect(await from.refusal("send.start", { to: { by: "scanned", text: "https://example.org/" }, selection: ALL })).toBe("usage.invalid");
  });
});

/** Each camera reads two of three pictures on the other screen, until both programs are where `until` says. */
async function facing({ from, to }: Pair, clock: FakeClock, until: () => boolean): Promise<void> {
  const seen = new Map<Desk, number>();
  let shown = 0;
  while (!until()) {
    clock.advance(40);
    for (const [screen, camera] of [
      [from, to],
      [to, from],
    ] as const) {
      const view = screen.board.get("camera");
      if (view.step !== "showing") continue;
      const number = decodePicture(view.picture)?.shown ?? 0;
      if (seen.get(screen) === number) continue;
      seen.set(screen, number);
      if (++shown % 3 > 0) await camera.call("camera.saw", { content: view.picture });
    }
    await setImmediate();
  }
}

async function twoWithCameras() {
  const clock = new FakeClock();
  const pair = await two({ items: 3, from: { clock }, to: { clock } });
  const until = (work: Promise<unknown>) => {
    let done = false;
    const over = () => {
      done = true;
    };
    work.then(over, over);
    return facing(pair, clock, () => done);
  };
  return { clock, ...pair, until };
}

describe("two screens and cameras without a network", () => {
  test("carry a whole transfer, and show nothing afterwards", async () => {
    const { from, to, until } = await twoWithCameras();
    await to.call("receive.open", { mode: "cameras" });
    await from.call("send.start", { to: { by: "cameras" }, selection: ALL });
    const facingFirst = [from.board.get("send").step, to.board.get("receive").step];
    await until(Promise.all([to.at("receive", "code"), from.at("send", "code")]));
    await from.call("send.code", { digits: (await to.at("receive", "code")).digits });
    await until(to.at("receive", "confirm"));
    await to.call("receive.confirm", { match: true });
    await until(to.at("receive", "approve"));
    await to.call("receive.approve", { secret: PASSPHRASE });
    await until(from.at("send", "review"));
    await from.call("send.approve", { secret: PASSPHRASE });
    await until(ended({ from, to }));
    await until(Promise.all([from, to].map((one) => one.when("camera", ({ step }) => step === "off"))));
    expect([facingFirst, await ended({ from, to })]).toEqual([
      ["facing", "facing"],
      ["everything", "everything"],
    ]);
  });

  test("say that they see each other, and when one is covered that it does not", async () => {
    const { clock, from, to, until } = await twoWithCameras();
    await to.call("receive.open", { mode: "cameras" });
    await from.call("send.start", { to: { by: "cameras" }, selection: ALL });
    await until(from.at("send", "code"));
    const before = from.board.get("camera");
    clock.advance(4000);
    expect([before, from.board.get("camera")]).toMatchObject([
      { sees: true, met: true },
      { sees: false, met: true },
    ]);
  });

  test("show nothing any more when it is stopped before they met", async () => {
    const { from } = await two();
    await from.call("send.start", { to: { by: "cameras" }, selection: ALL });
    await from.when("camera", ({ step }) => step === "showing");
    await from.call("send.stop", undefined);
    expect([await failure(from), from.board.get("camera").step]).toEqual(["owner.cancelled", "off"]);
  });

  test("are not offered more than they can carry", async () => {
    const { from } = await two();
    const much = Array.from({ length: 400 }, (_, i) => loginItem(`much ${i}`, "x".repeat(200)));
    importDocument(from.session.vault, documentOf(much));
    const { cameraSeconds } = await from.call("send.preview", { selection: ALL });
    await from.call("send.start", { to: { by: "cameras" }, selection: ALL });
    expect([cameraSeconds, await failure(from)]).toEqual([undefined, "usage.invalid"]);
  });

  test("are said to take longer for more", async () => {
    const { from } = await two({ items: 60 });
    const seconds = async (count: number) => {
      const items = (await from.session.vault.views()).slice(0, count).map(({ ref }) => ref);
      const selection = {
        by: "items" as const,
        items: items.map(({ account, item }) => ({ account: Buffer.from(account).toString("base64url"), item: Buffer.from(item).toString("base64url") })),
      };
      return (await from.call("send.preview", { selection })).cameraSeconds ?? 0;
    };
    expect((await seconds(1)) < (await seconds(60))).toBe(true);
  });
});
