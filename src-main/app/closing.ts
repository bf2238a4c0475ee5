// How the window and the app end: a running transfer asks first, and nothing is left open or on the clipboard.

import { app, type BrowserWindow } from "electron";
import { bringForward } from "./window.ts";

/** Milliseconds that stopping and closing may take: the vault is whole whenever the process ends. */
const PATIENCE = 5_000;

export type ClosingProgram = { mayClose(): boolean; quit(): Promise<void> };

export class Closing {
  readonly #window: BrowserWindow;
  readonly #program: ClosingProgram;
  readonly #staysInTray: () => boolean;
  /** The owner wants the app to end, or said so when asked. */
  #agreed = false;
  #ended = false;

  constructor(window: BrowserWindow, program: ClosingProgram, staysInTray: () => boolean) {
    this.#window = window;
    this.#program = program;
    this.#staysInTray = staysInTray;
    window.on("close", (event) => this.#closeWindow(event));
    app.on("before-quit", (event) => this.#beforeQuit(event));
    app.on("window-all-closed", () => app.quit());
  }

  /** From the menu or the tray; asks when a transfer runs. */
  quit(): void {
    if (this.#mayEnd()) this.agreed();
  }

  /** The owner was asked, or nothing runs. */
  agreed(): void {
    this.#agreed = true;
    app.quit();
  }

  /** False: a transfer runs, and the window asks about it. */
  #mayEnd(): boolean {
    if (this.#agreed || this.#program.mayClose()) return true;
    bringForward(this.#window);
    return false;
  }

  #closeWindow(event: Electron.Event): void {
    if (this.#agreed) return;
    event.preventDefault();
    if (this.#staysInTray()) this.#window.hide();
    else this.quit();
  }

  /** The system ends its session or the owner quits: the vault is closed before the process is gone. */
  #beforeQuit(event: Electron.Event): void {
    if (this.#ended) return;
    event.preventDefault();
    if (!this.#mayEnd()) return;
    this.#agreed = true;
    const end = () => {
      this.#ended = true;
      app.quit();
    };
    const patience = setTimeout(end, PATIENCE);
    void this.#program
      .quit()
      .catch(() => {})
      .finally(() => {
        clearTimeout(patience);
        end();
      });
  }
}
