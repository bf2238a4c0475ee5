// Somebody at the window: finds things by the words on them, presses, types, and counts what was done deliberately.

import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Locator, Page } from "playwright";
import { ENGLISH, GERMAN, type MessageId } from "../../src-renderer/text/messages.ts";
import type { ViewName } from "../../src-shared/ipc/contract.ts";

/** Pictures that a run leaves behind, named by screen; nothing reads them back. */
export const PICTURES = resolve(import.meta.dirname, "../../.cache/pictures");

export class Person {
  readonly page: Page;
  readonly #words: { readonly [id in MessageId]: string };
  /** Deliberate ones: a press, a choice, a thing typed. */
  actions = 0;

  constructor(page: Page, language: "en" | "de" = "en") {
    this.page = page;
    this.#words = language === "en" ? ENGLISH : GERMAN;
  }

  /** The words themselves, or a pattern that fits them with anything in the places that are filled in. */
  says(id: MessageId): string | RegExp {
    const text = this.#words[id];
    if (!text.includes("{")) return text;
    const parts = text.split(/\{(?:[^{}]|\{[^{}]*\})*\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${parts.join(".*")}$`, "s");
  }

  /** On the screen or in a dialog; the sidebar has `go`. */
  button(id: MessageId): Locator {
    const name = this.says(id);
    return this.page
      .locator("main, [role=dialog], [role=alertdialog]")
      .getByRole("button", { name, ...(typeof name === "string" && { exact: true }) })
      .first();
  }

  async press(id: MessageId): Promise<void> {
    await this.button(id).click();
    this.actions++;
  }

  /** Presses a button as soon as the program's view is at that step, sooner than a hand could: call it before the view gets there. */
  async pressAt(view: ViewName, step: string, id: MessageId): Promise<void> {
    await this.page.evaluate(`{
      const press = () => {
        const button = [...document.querySelectorAll("button")].find((one) => one.textContent.trim() === ${JSON.stringify(this.says(id))});
        if (button === undefined) setTimeout(press);
        else button.click();
      };
      const forget = window.api.onChanged((name, view) => {
        if (name !== ${JSON.stringify(view)} || view.step !== ${JSON.stringify(step)}) return;
        forget();
        press();
      });
    }`);
  }

  /** A place of the sidebar. */
  async go(id: MessageId): Promise<void> {
    await this.page
      .getByRole("navigation")
      .getByRole("button", { name: this.says(id) })
      .first()
      .click();
    this.actions++;
  }

  field(id: MessageId): Locator {
    const name = this.says(id);
    return this.page.getByLabel(name, { ...(typeof name === "string" && { exact: true }) }).first();
  }

  async type(id: MessageId, text: string): Promise<void> {
    await this.field(id).fill(text);
    this.actions++;
  }

  /** And Enter, which belongs to it. */
  async typeAndEnter(id: MessageId, text: string): Promise<void> {
    await this.type(id, text);
    await this.page.keyboard.press("Enter");
  }

  /** Waits for a title. */
  async sees(id: MessageId): Promise<void> {
    await this.page
      .getByRole("heading", { name: this.says(id) })
      .first()
      .waitFor();
  }

  async unlock(passphrase: string): Promise<void> {
    await this.typeAndEnter("unlock.passphrase", passphrase);
    await this.page.getByRole("navigation").waitFor();
  }

  async picture(name: string): Promise<void> {
    mkdirSync(PICTURES, { recursive: true });
    await this.page.screenshot({ path: join(PICTURES, `${name}.png`) });
  }
}
