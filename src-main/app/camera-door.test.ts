// The page gets the camera while its owner wants it, and nothing else of this kind ever.

import { expect, test } from "vitest";
import { CameraDoor } from "./camera-door.ts";

const VIDEO = { mediaTypes: ["video"], requestingUrl: "app://keyferry/index.html", isMainFrame: true };

async function door({ wanted = true, system = true } = {}) {
  const made = new CameraDoor(async () => system);
  const answer = await made.use(wanted);
  return { made, answer };
}

test("the camera is given while it is wanted", async () => {
  const { made } = await door();
  expect([made.grants("media", VIDEO), made.shows("media", "video", "app://keyferry/")]).toEqual([true, true]);
});

test("the camera is not given before it is wanted, nor afterwards", async () => {
  const { made } = await door({ wanted: false });
  const before = made.grants("media", VIDEO);
  await made.use(true);
  await made.use(false);
  expect([before, made.grants("media", VIDEO), made.shows("media", "video", "app://keyferry/")]).toEqual([false, false, false]);
});

test("the camera is not given when it was left, or the vault locked, while the system still asked", async () => {
  const system = Promise.withResolvers<boolean>();
  const made = new CameraDoor(() => system.promise);
  const wanted = made.use(true);
  await made.use(false);
  system.resolve(true);
  await wanted;
  expect(made.grants("media", VIDEO)).toBe(false);
});

test("what the system denies is said, and not given", async () => {
  const { made, answer } = await door({ system: false });
  expect([answer, made.grants("media", VIDEO)]).toEqual(["denied", false]);
});

test.each([
  ["the microphone", "media", { ...VIDEO, mediaTypes: ["audio"] }],
  ["the microphone with the camera", "media", { ...VIDEO, mediaTypes: ["video", "audio"] }],
  ["nothing in particular", "media", { ...VIDEO, mediaTypes: [] }],
  ["the screen", "display-capture", VIDEO],
  ["another page", "media", { ...VIDEO, requestingUrl: "https://example.org/" }],
  ["a frame within the page", "media", { ...VIDEO, isMainFrame: false }],
])("a request for %s is refused while the camera is wanted", async (_, permission, asked) => {
  const { made } = await door();
  expect(made.grants(permission, asked)).toBe(false);
});

test.each([
  ["the microphone", "media", "audio", "app://keyferry/"],
  ["another page", "media", "video", "https://example.org/"],
  ["the place on earth", "geolocation", undefined, "app://keyferry/"],
])("the state of %s is closed while the camera is wanted", async (_, permission, type, origin) => {
  const { made } = await door();
  expect(made.shows(permission, type, origin)).toBe(false);
});
