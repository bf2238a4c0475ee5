// Somebody at the keyboard of a place who uses a screen reader: for programs that nothing else may look into, such as the installed app.
// Things are found by their role and their words in English, as the system's accessibility tree has them (screen-reader.py).

import { existsSync } from "node:fs";
import { LineProcess } from "./line-process.ts";
import { INSIDE, type Place } from "./os-services.ts";

/** By AT-SPI's names. */
export type Role = "heading" | "push button" | "entry" | "password text" | "static";

/** For a program to be seen by it. */
export const ACCESSIBLE = { NO_AT_BRIDGE: "0", ACCESSIBILITY_ENABLED: "1" } as const;

const PYTHON = "/usr/bin/python3";
const NEEDED = [PYTHON, "/usr/lib/python3/dist-packages/gi", "/usr/libexec/at-spi-bus-launcher"];
const TYPELIBS = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib"].map((folder) => `${folder}/girepository-1.0/Atspi-2.0.typelib`);

/** What it takes is not installed. */
export const readerMissing: string | undefined =
  NEEDED.every((path) => existsSync(path)) && TYPELIBS.some((path) => existsSync(path))
    ? undefined
    : "not run, not installed: at-spi2-core, gir1.2-atspi-2.0, python3-gi";

export class ScreenReader {
  readonly #place: Place;
  readonly #process: LineProcess;
  #orders = 0;

  constructor(place: Place) {
    this.#place = place;
    const [program = "", ...args] = place.command(PYTHON, [`${INSIDE.project}/e2e/harness/screen-reader.py`], { env: ACCESSIBLE });
    this.#process = new LineProcess(program, args);
  }

  /** Waits until it shows; answers with its words. */
  finds(role: Role, name: RegExp): Promise<string> {
    return this.#order("find", role, name);
  }

  /** When it shows and can be pressed. */
  async presses(role: Role, name: RegExp): Promise<void> {
    await this.#order("press", role, name);
  }

  /** With the real keyboard, in the window of that title. */
  async types(role: Role, name: RegExp, text: string, window = "^Keyferry$"): Promise<void> {
    await this.#xdotool(["search", "--sync", "--onlyvisible", "--name", window, "windowfocus", "--sync"]);
    await this.#order("focus", role, name);
    await this.#xdotool(["type", "--file", "-"], text);
  }

  async key(name: "Return" | "Escape"): Promise<void> {
    await this.#xdotool(["key", name]);
  }

  async close(): Promise<void> {
    await this.#process.finish();
  }

  async #order(order: string, role: Role, name: RegExp): Promise<string> {
    this.#process.tell(JSON.stringify({ order, role, name: name.source }));
    return String((await this.#process.line("done", ++this.#orders)).found);
  }

  async #xdotool(args: readonly string[], input?: string): Promise<void> {
    const { code, stderr } = await this.#place.run("xdotool", args, input === undefined ? {} : { input });
    if (code !== 0) throw new Error(`xdotool ${args.join(" ")}: ${stderr}`);
  }
}
