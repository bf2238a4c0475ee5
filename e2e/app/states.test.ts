// Every state of every screen, as the gallery has them: nothing serious for axe, nothing wider than the window, no error in the console.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SHOTS } from "../gallery/all-shots.ts";
import { electronPath, screenOf } from "../harness/app.ts";
import { Gallery, type Look } from "../harness/gallery.ts";

const AXE = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

const LARGE: Look = { theme: "light", width: 1280, height: 800, language: "en" };
const DARK: Look = { ...LARGE, theme: "dark" };
const SMALL: Look = { theme: "light", width: 800, height: 600, language: "de" };

/** Serious and critical ones, as “rule: where”. */
const SERIOUS = `axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations
  .filter(({ impact }) => impact === "serious" || impact === "critical")
  .flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ": " + target.join(" "))))`;

async function seriousOn(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  return page.evaluate<readonly string[]>(SERIOUS);
}

/** What is cut off at the side, or makes the window scroll sideways. */
const TOO_WIDE = `[...document.querySelectorAll("main, main *, [role=dialog], [role=dialog] *")]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && getComputedStyle(one).position !== "fixed" && !one.closest(".visually-hidden"))
  .slice(0, 5).map((one) => one.tagName + " " + (one.textContent ?? "").slice(0, 40))`;

describe.skipIf(electronPath === undefined)("a state of a screen", () => {
  let gallery: Gallery;
  beforeAll(async () => {
    gallery = await Gallery.open(electronPath ?? "", screenOf());
  });
  afterAll(() => gallery?.close());

  test.each(SHOTS)("$name has nothing serious, light or dark, and fits into a small window in German", async (shot) => {
    const page = await gallery.show(shot, LARGE);
    const light = await seriousOn(page);
    const dark = await seriousOn(await gallery.look(DARK));
    const wide = await (await gallery.look(SMALL)).evaluate(TOO_WIDE);
    expect({ light, dark, wide }).toEqual({ light: [], dark: [], wide: [] });
  });
});
