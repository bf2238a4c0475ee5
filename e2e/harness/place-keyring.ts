// The key ring of a place (os-services.ts) as a person and a test see it: what Keyferry keeps in it, and the real prompt that asks to open it.

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Place } from "./os-services.ts";

const SERVICE = "app.keyferry";
/** Of what keytar keeps; it finds no other. */
const SCHEMA = ["xdg:schema", "org.freedesktop.Secret.Generic"];
/** The program that GNOME asks with. */
const PROMPT = ["search", "--onlyvisible", "--class", "gcr-prompter"];
/** Milliseconds between two looks at the screen, and how many looks an answer is given before it is typed again: keys get lost until the prompt has the keyboard. */
const LOOK = 50;
const LOOKS = 20;

export class PlaceKeyring {
  readonly #place: Place;

  constructor(place: Place) {
    this.#place = place;
  }

  /** All that Keyferry keeps in the open key ring: secrets, attributes and times, as text. */
  async contents(): Promise<string> {
    const { stdout, stderr } = await this.#place.run("secret-tool", ["search", "--all", "service", SERVICE]);
    return `${stdout}${stderr}`;
  }

  /** Takes away what Keyferry keeps, as a person does who resets her key ring. */
  async clear(): Promise<void> {
    await this.#place.run("secret-tool", ["clear", "service", SERVICE]);
  }

  /** Puts another secret where Keyferry's is. */
  async replace(secret: string): Promise<void> {
    const account = /^attribute\.account = (.*)$/m.exec(await this.contents())?.[1] ?? "";
    await this.clear();
    await this.#place.run("secret-tool", ["store", "--label=another", ...SCHEMA, "service", SERVICE, "account", account], { input: secret });
  }

  /** Resolves when the prompt is on the screen. */
  async prompted(): Promise<void> {
    while (!(await this.#isPrompting())) await pause();
  }

  /** Closes the prompt as a person does with Escape, when it is there. */
  async dismiss(): Promise<void> {
    await this.prompted();
    await this.#press(["key", "Escape"]);
  }

  /** Types into the prompt, when it is there, until it is content. */
  async answer(password: string): Promise<void> {
    await this.prompted();
    await this.#press(["key", "ctrl+a", "type", password], ["key", "Return"]);
  }

  /** Resolves when no prompt is on the screen. */
  async unprompted(): Promise<void> {
    while (await this.#isPrompting()) await pause();
  }

  async #press(...strokes: readonly (readonly string[])[]): Promise<void> {
    for (let looks = 0; await this.#isPrompting(); looks++) {
      if (looks % LOOKS === 0) for (const stroke of strokes) await this.#xdotool(stroke);
      await pause();
    }
  }

  async #isPrompting(): Promise<boolean> {
    return (await this.#xdotool(PROMPT)) !== "";
  }

  async #xdotool(words: readonly string[]): Promise<string> {
    const env = { ...process.env, DISPLAY: this.#place.display };
    return promisify(execFile)("xdotool", [...words], { env }).then(
      ({ stdout }) => stdout.trim(),
      () => "", // it found nothing
    );
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, LOOK));
}
