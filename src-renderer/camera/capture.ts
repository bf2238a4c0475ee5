// One use of the camera: asked for, shown in a video element, read again and again, and let go. Pictures stay in here; only what they say goes on.

import { call } from "../api.ts";
import type { Pixels } from "./read-qr.ts";

/** Why there is nothing to see: not allowed, no camera, another program has it, or none of these. */
export type CameraProblem = "denied" | "none" | "busy" | "failed";
export type CameraState = "starting" | "on" | CameraProblem;

/** Pixels along a side of the square in the middle that is read. */
const SIDE = 600;
/** Milliseconds between two readings, at least; and as long as the last one took, so that the window stays quick. */
const REST = 30;

const WANTED: MediaStreamConstraints = { audio: false, video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } } };

const PROBLEMS: { readonly [name: string]: CameraProblem } = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "none",
  OverconstrainedError: "none",
  NotReadableError: "busy",
  AbortError: "busy",
};

export type CaptureListeners = { readonly state: (state: CameraState) => void; readonly read: (content: Uint8Array) => void };

export class Capture {
  readonly #video: HTMLVideoElement;
  readonly #listeners: CaptureListeners;
  readonly #canvas = document.createElement("canvas");
  #stream: MediaStream | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;
  #readQr: (pixels: Pixels) => Uint8Array | undefined = () => undefined;

  constructor(video: HTMLVideoElement, listeners: CaptureListeners) {
    this.#video = video;
    this.#listeners = listeners;
  }

  async start(): Promise<void> {
    this.#tell("starting");
    try {
      this.#readQr = (await import("./read-qr.ts")).readQr; // of no use to those who never use a camera
      if ((await call("camera.use", { on: true })) === "denied") return this.#tell("denied");
      const stream = await navigator.mediaDevices.getUserMedia(WANTED);
      if (this.#stopped) return release(stream);
      this.#stream = stream;
      for (const track of stream.getTracks()) track.addEventListener("ended", () => this.#lost());
      this.#video.srcObject = stream;
      await this.#video.play();
    } catch (thrown) {
      this.#fail(PROBLEMS[(thrown as Error).name] ?? "failed");
      return;
    }
    if (this.#stopped) return;
    this.#tell("on");
    this.#look();
  }

  /** The camera is off; once. */
  stop(): void {
    this.#stopped = true;
    this.#letGo();
    void call("camera.use", { on: false }).catch(() => {}); // a vault that has been locked meanwhile took it away already
  }

  #letGo(): void {
    clearTimeout(this.#timer);
    if (this.#stream !== undefined) release(this.#stream);
    this.#stream = undefined;
    this.#video.srcObject = null;
  }

  #lost(): void {
    this.#fail("busy");
  }

  #fail(problem: CameraProblem): void {
    this.#letGo();
    this.#tell(problem);
  }

  #tell(state: CameraState): void {
    if (!this.#stopped) this.#listeners.state(state);
  }

  #look(): void {
    const began = performance.now();
    const content = this.#read();
    if (content !== undefined) this.#listeners.read(content);
    if (this.#stream === undefined) return;
    this.#timer = setTimeout(() => this.#look(), Math.max(REST, performance.now() - began));
  }

  #read(): Uint8Array | undefined {
    const { videoWidth, videoHeight } = this.#video;
    const square = Math.min(videoWidth, videoHeight);
    const context = this.#canvas.getContext("2d", { willReadFrequently: true });
    if (square === 0 || context === null) return undefined;
    const side = Math.min(SIDE, square);
    this.#canvas.width = side;
    this.#canvas.height = side;
    context.drawImage(this.#video, (videoWidth - square) / 2, (videoHeight - square) / 2, square, square, 0, 0, side, side);
    return this.#readQr(context.getImageData(0, 0, side, side));
  }
}

function release(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
