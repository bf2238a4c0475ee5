// The one secret on the clipboard: put there concealed, taken off after the time of the preferences, when the vault is locked and when
// the program ends. What somebody else copied meanwhile stays.

import type { Clock } from "../../../src-shared/clock.ts";
import type { AppState } from "./app-view.ts";
import type { Clipboard } from "./ports.ts";

export class CopiedSecret {
  readonly #clipboard: Clipboard;
  readonly #clock: Clock;
  readonly #app: AppState;
  #text: string | undefined;
  #copies = 0;
  #cancel: () => void = () => {};

  constructor(ports: { readonly clipboard: Clipboard; readonly clock: Clock }, app: AppState) {
    this.#clipboard = ports.clipboard;
    this.#clock = ports.clock;
    this.#app = app;
  }

  async copy(text: string): Promise<void> {
    this.#cancel();
    this.#text = text;
    this.#copies++;
    const copy = this.#copies;
    await this.#clipboard.write(text);
    if (this.#copies !== copy) return;
    if (this.#text === undefined) {
      // it was to be taken off before it was there
      await this.#clipboard.clear(text).catch(() => {});
      return;
    }
    this.#app.put({ clipboard: true });
    const { clipboardSeconds } = this.#app.view.preferences;
    if (clipboardSeconds > 0) this.#cancel = this.#clock.after(clipboardSeconds * 1000, () => void this.clear());
  }

  /** Never throws: a clipboard that cannot be reached holds nothing to take off. */
  async clear(): Promise<void> {
    this.#cancel();
    const text = this.#text;
    if (text === undefined) return;
    this.#text = undefined;
    await this.#clipboard.clear(text).catch(() => {});
    if (this.#text === undefined) this.#app.put({ clipboard: false });
  }
}
