// After locking, nothing that was shown or typed is to stay in memory: the page gets another process, and the program's memory is swept.

import type { BrowserWindow } from "electron";
import type { Phase } from "../../src-shared/ipc/views-app.ts";
import { collectGarbage } from "../platform/collect-garbage.ts";

/** Chromium gives another site another process and ends the one before; the window then goes to its own page again by itself. */
const ELSEWHERE = "about:blank";
/** Phases in which something secret was shown or typed. */
const TOLD: ReadonlySet<Phase["name"]> = new Set(["open", "recovery-key"]);
/** The first sweep lets go of keys, which overwrites copies of them; the second of what held those. */
const SWEEPS = 2;

export class Forgetting {
  readonly #window: Pick<BrowserWindow, "isDestroyed" | "loadURL">;
  #before: Phase["name"] | undefined;

  constructor(window: Pick<BrowserWindow, "isDestroyed" | "loadURL">) {
    this.#window = window;
  }

  follow(phase: Phase["name"]): void {
    const told = this.#before !== undefined && TOLD.has(this.#before);
    this.#before = phase;
    if (!told || TOLD.has(phase)) return;
    if (!this.#window.isDestroyed()) void this.#window.loadURL(ELSEWHERE);
    sweep(SWEEPS);
  }
}

function sweep(times: number): void {
  if (times === 0) return;
  setImmediate(() => {
    collectGarbage();
    sweep(times - 1);
  });
}
