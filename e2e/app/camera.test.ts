// The camera in the real app: it reads another app's window, three of ten frames blank; and what is said when it may not be used.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { electronPath } from "../harness/app.ts";
import { approve, differencesOf, makeVaults, openSide, type Side, type Vaults } from "../harness/app-transfer.ts";
import { CameraFile } from "../harness/camera-file.ts";

/** Where the picture to scan is in its window. */
async function pictureOf({ page }: Side, label: RegExp) {
  const box = await page.getByRole("img", { name: label }).boundingBox();
  if (box === null) throw new Error("no picture is shown");
  return { x: Math.round(box.x), y: Math.round(box.y), width: Math.round(box.width), height: Math.round(box.height) };
}

async function toDestinations({ person }: Side): Promise<void> {
  await person.go("nav.send");
  await person.press("app.continue");
  await person.sees("send.destination.title");
}

describe.skipIf(electronPath === undefined)("the camera", () => {
  const endings: (() => unknown)[] = [];
  let vaults: Vaults;
  beforeAll(async () => {
    vaults = await makeVaults((work) => endings.push(work));
  });
  afterAll(() => Promise.all(endings.map((work) => work())));

  test("reads where to and the code from the other window: nothing is typed, and everything arrives", async () => {
    const camera = new CameraFile();
    const [old, other] = await Promise.all([
      openSide(vaults.full, { args: camera.args, deviceName: "Old laptop" }),
      openSide(vaults.empty, { deviceName: "Blue ThinkPad" }),
    ]);
    await other.person.go("nav.receive");
    await other.page.getByText(other.person.says("receive.mode.scan") as string).click();
    await other.page.getByRole("img", { name: /secret code/ }).waitFor();
    await toDestinations(old);
    await old.person.press("camera.scan");
    await old.person.press("camera.use");
    const part = await pictureOf(other, /secret code/);
    const approving = other.person.sees("receive.approve.title").then(() => true);
    while (!(await Promise.race([approving, camera.look(other.app, part)])));
    await old.person.picture("camera-scanned");
    await approve(other);
    await old.person.sees("send.review.title");
    await approve(old);
    await Promise.all([old.person.button("app.done").waitFor(), other.person.button("app.done").waitFor()]);
    const tracks = await old.page.evaluate("document.querySelector('video')");
    await Promise.all([old.close(), other.close()]);
    camera.close();
    expect({ differences: await differencesOf(old.vault, other.vault), tracks }).toEqual({ differences: [], tracks: null });
  });

  test("that Electron does not give is said to be denied, with what to do", async () => {
    const side = await openSide(vaults.full, { args: new CameraFile().args });
    await side.app.evaluate(({ session }) => session.fromPartition("page").setPermissionRequestHandler((_contents, _permission, answer) => answer(false)));
    await toDestinations(side);
    await side.person.press("camera.scan");
    await side.person.press("camera.use");
    await side.page.getByText(side.person.says("camera.denied") as string).waitFor();
    expect(await side.person.button("camera.again").isEnabled()).toBe(true);
  });

  test("that is not there is said to be missing", async () => {
    const side = await openSide(vaults.full, { args: ["--use-fake-device-for-media-stream=device-count=0"] });
    await toDestinations(side);
    await side.person.press("camera.scan");
    await side.person.press("camera.use");
    await side.page.getByText(side.person.says("camera.none") as string).waitFor();
    expect(await side.person.button("camera.again").isEnabled()).toBe(true);
  });

  test("is given to the page only while its owner wants it, and the microphone never", async () => {
    const side = await openSide(vaults.full, { args: new CameraFile().args });
    const ask = (what: string) =>
      side.page.evaluate<string>(
        `navigator.mediaDevices.getUserMedia(${what}).then((stream) => { for (const one of stream.getTracks()) one.stop(); return "given"; }, ({ name }) => name)`,
      );
    const use = (on: boolean) => side.page.evaluate(`window.api.call("camera.use", { on: ${on} })`);
    const before = await ask("{ video: true }");
    await use(true);
    const meanwhile = [await ask("{ video: true }"), await ask("{ audio: true }"), await ask("{ video: true, audio: true }")];
    await use(false);
    expect([before, meanwhile, await ask("{ video: true }")]).toEqual(["NotAllowedError", ["given", "NotAllowedError", "NotAllowedError"], "NotAllowedError"]);
  });
});
