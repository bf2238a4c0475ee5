// Pictures of the camera's states: asked for, refused, missing, in use; a picture to scan; two screens that face each other at every step.

import type { Page } from "playwright";
import type { CameraView, ProgressView } from "../../src-shared/ipc/views-transfer.ts";
import { type Answers, type Shot, VAULT } from "../harness/gallery.ts";
import { SENDING, THINKPAD } from "./send.shots.ts";

const COUNTS = { items: 12, files: 0, collections: 0, kinds: VAULT.kinds.map(({ kind }) => ({ kind, count: 12 })) };
const answers: Answers = { "send.preview": { counts: COUNTS, stays: [], cameraSeconds: 24 }, "camera.use": "allowed" };
/** As long as one in the middle of a transfer. */
const PICTURE = Uint8Array.from({ length: 189 }, (_, i) => (i * 73 + 41) % 256);
const SEARCHING: CameraView = { step: "showing", picture: PICTURE.slice(0, 45), sees: false, met: false };
const MET: CameraView = { step: "showing", picture: PICTURE, sees: true, met: true };
const PROGRESS: ProgressView = { ...SENDING, done: 6200, total: 14_300, rate: 1100, secondsLeft: 8, items: { done: 5, total: 12 }, link: "camera" };

const place = (page: Page, name: RegExp) => page.getByRole("navigation").getByRole("button", { name }).click();
const openSend = (page: Page) => place(page, /^(Send|Senden)/);
const openReceive = (page: Page) => place(page, /^(Receive|Empfangen)/);
const use = (page: Page) => page.getByRole("button", { name: /^(Use the camera|Kamera benutzen)$/ }).click();
const running = (page: Page) => page.waitForFunction(`document.querySelector("video")?.readyState >= 2`);

async function openDestinations(page: Page): Promise<void> {
  await openSend(page);
  await page.getByRole("button", { name: /^(Continue|Weiter)$/ }).click();
}

async function openScan(page: Page): Promise<void> {
  await openDestinations(page);
  await page.getByRole("button", { name: /^(Scan the other|Anderen Bildschirm)/ }).click();
}

/** The browser refuses as it does for that reason. */
function refused(name: string, because: string): Shot {
  return {
    name: `camera-scan-${name}`,
    answers,
    act: async (page) => {
      await page.evaluate(`navigator.mediaDevices.getUserMedia = async () => { throw new DOMException("", ${JSON.stringify(because)}); }`);
      await openScan(page);
      await use(page);
      await page.getByRole("button", { name: /^(Try again|Noch einmal versuchen)$/ }).waitFor();
    },
  };
}

export const cameraShots: readonly Shot[] = [
  { name: "camera-destination", answers, act: openDestinations },
  { name: "camera-scan", answers, act: openScan },
  {
    name: "camera-scan-on",
    answers,
    act: async (page) => {
      await openScan(page);
      await use(page);
      await running(page);
    },
  },
  {
    name: "camera-scan-denied",
    answers: { ...answers, "camera.use": "denied" },
    act: async (page) => {
      await openScan(page);
      await use(page);
    },
  },
  refused("none", "NotFoundError"),
  refused("busy", "NotReadableError"),
  refused("failed", "TypeError"),
  {
    name: "camera-receive-scan",
    views: {
      receive: {
        step: "listening",
        label: "4F·A2",
        addresses: ["192.168.1.20:51820", "[fd7a:115c:a1e0::9b2]:51820"],
        qr: "keyferry:?code=7KQ4M2XD&port=51820&at=192.168.1.20,fd7a:115c:a1e0::9b2&id=4fa2b90c11d83e07",
        secondsLeft: 585,
        network: true,
      },
    },
    act: async (page) => {
      await openReceive(page);
      await page.evaluate(
        `window.api.call = ((call) => (name, args) => name.startsWith("receive.") ? new Promise(() => {}) : call(name, args))(window.api.call)`,
      );
      await page.getByText(/^(With a camera|Mit einer Kamera)$/).click();
    },
  },
  { name: "camera-receive-code", views: { receive: { step: "code", digits: "7KQ4-M2XD", mode: "scan" } }, act: openReceive },
  { name: "camera-facing-send", views: { send: { step: "facing" }, camera: SEARCHING }, answers, act: openSend },
  {
    name: "camera-facing-receive",
    views: { receive: { step: "facing" }, camera: SEARCHING },
    answers,
    act: async (page) => {
      await openReceive(page);
      await use(page);
      await running(page);
    },
  },
  {
    name: "camera-two-code",
    views: { send: { step: "code", mode: "screens" }, camera: MET },
    answers,
    act: async (page) => {
      await openSend(page);
      await use(page);
      await running(page);
    },
  },
  { name: "camera-two-digits", views: { receive: { step: "code", digits: "40831972", mode: "screens" }, camera: MET }, answers, act: openReceive },
  {
    name: "camera-two-progress",
    views: { send: { step: "progress", counterpart: THINKPAD, progress: PROGRESS }, camera: { ...MET, sees: false } },
    answers,
    act: async (page) => {
      await openSend(page);
      await use(page);
      await running(page);
    },
  },
];
