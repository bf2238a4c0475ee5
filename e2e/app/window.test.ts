// The window as a person changes it: theme, language, size, and what stays where it was.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { MessageId } from "../../src-renderer/text/messages.ts";
import { electronPath } from "../harness/app.ts";
import { Person } from "../harness/app-person.ts";
import { makeVaults, openSide, type Side } from "../harness/app-transfer.ts";

const PLACES: readonly (readonly [MessageId, string])[] = [
  ["nav.allItems", "vault"],
  ["nav.send", "send"],
  ["nav.receive", "receive"],
  ["nav.bringIn", "bring-in"],
  ["nav.destinations", "destinations"],
  ["nav.receipts", "receipts"],
  ["nav.settings", "settings"],
];
const SIZES = [
  [1280, 800],
  [800, 600],
] as const;

describe.skipIf(electronPath === undefined)("the window", () => {
  const endings: (() => unknown)[] = [];
  let side: Side;
  beforeAll(async () => {
    const onEnd = (work: () => unknown) => endings.unshift(work);
    side = await openSide((await makeVaults(onEnd)).full, { onEnd, deviceName: "Old laptop" });
  });
  afterAll(async () => {
    for (const work of endings) await work();
  });

  const set = (preferences: object) => side.page.evaluate(`window.api.call("settings.set", ${JSON.stringify(preferences)})`);
  const resize = (width: number, height: number) =>
    side.app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(...size), [width, height] as [number, number]);
  beforeEach(async () => {
    await set({ theme: "system", language: "en" });
    await resize(1280, 800);
  });

  test.each(SIZES)("shows every place without a sideways scroll at %d by %d, light and dark", async (width, height) => {
    await resize(width, height);
    const wide: string[] = [];
    for (const theme of ["light", "dark"]) {
      await set({ theme });
      for (const [id, name] of PLACES) {
        await side.person.go(id);
        await side.page.getByRole("main").waitFor();
        if (await side.page.evaluate("document.documentElement.scrollWidth > innerWidth")) wide.push(`${theme} ${name}`);
        await side.person.picture(`${name}-${theme}-${width}x${height}`);
      }
    }
    expect(wide).toEqual([]);
  });

  test("is dark when the preference says so", async () => {
    await set({ theme: "dark" });
    await side.page.waitForFunction(`document.documentElement.dataset.theme === "dark"`);
    const [lightness] = /[\d.]+/.exec(await side.page.evaluate<string>("getComputedStyle(document.body).backgroundColor")) ?? [];
    expect(Number(lightness)).toBeLessThan(0.3);
  });

  test("speaks German throughout when the preference says so", async () => {
    await set({ language: "de" });
    const german = new Person(side.page, "de");
    await german.go("nav.settings");
    await german.sees("settings.title");
    expect(await side.page.evaluate("document.documentElement.lang")).toBe("de");
  });
});
