// A film that Chromium takes for this computer's camera: what another window shows, three of ten frames blank. Its one frame is replaced
// while the app reads it again and again, so that what the camera sees is alive.

import { closeSync, openSync, writeSync } from "node:fs";
import type { ElectronApplication } from "playwright";
import { freshFolder, type OnEnd } from "./app.ts";

const WIDTH = 960;
const HEIGHT = 720;
const FRAMES = 2;
const HEAD = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F30:1 Ip A1:1 C420jpeg\n`);
const FRAME = Buffer.from("FRAME\n");
const PICTURE = (WIDTH * HEIGHT * 3) / 2;
const GREY = 128;

/** What of a window the camera sees. */
export type Part = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export class CameraFile {
  readonly path: string;
  readonly #file: number;
  #frames = 0;

  constructor(onEnd?: OnEnd) {
    this.path = freshFolder("camera.y4m", onEnd);
    this.#file = openSync(this.path, "w");
    writeSync(this.#file, HEAD, 0, HEAD.length, 0);
    this.#put(undefined);
  }

  /** Starts an app with this camera. */
  get args(): readonly string[] {
    return ["--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${this.path}`];
  }

  /** The part of the window as it is now on its screen; blank three times of ten. */
  async look(app: ElectronApplication, part: Part): Promise<void> {
    const { bitmap, width, height } = await app.evaluate(async ({ BrowserWindow }, rectangle) => {
      const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage(rectangle);
      if (image === undefined) throw new Error("no window");
      return { bitmap: image.toBitmap().toString("base64"), ...image.getSize() };
    }, part);
    const blank = this.#frames++ % 10 < 3;
    this.#put(blank ? undefined : lightOf(Buffer.from(bitmap, "base64"), width, height));
  }

  close(): void {
    closeSync(this.#file);
  }

  #put(light: Buffer | undefined): void {
    const frame = Buffer.alloc(PICTURE, GREY);
    light?.copy(frame);
    for (let i = 0; i < FRAMES; i++) {
      const at = HEAD.length + i * (FRAME.length + PICTURE);
      writeSync(this.#file, FRAME, 0, FRAME.length, at);
      writeSync(this.#file, frame, 0, frame.length, at + FRAME.length);
    }
  }
}

/** The window's BGRA pixels as large as fits into the camera's picture, in the middle of it, one byte of light each. */
function lightOf(bitmap: Buffer, width: number, height: number): Buffer {
  const light = Buffer.alloc(WIDTH * HEIGHT, 90);
  const scale = Math.min(WIDTH / width, HEIGHT / height) * 0.95;
  const [left, top] = [(WIDTH - width * scale) / 2, (HEIGHT - height * scale) / 2];
  for (let y = Math.ceil(top); y < top + height * scale - 1; y++) {
    for (let x = Math.ceil(left); x < left + width * scale - 1; x++) {
      const at = (Math.floor((y - top) / scale) * width + Math.floor((x - left) / scale)) * 4;
      light[y * WIDTH + x] = 16 + ((bitmap[at + 1] as number) * 219) / 255;
    }
  }
  return light;
}
