// After locking, nothing that was shown or typed is to stay in memory: the page gets another process, and the program's memory is swept.

import type { BrowserWindow, WebContents } from "electron";
import type { Phase } from "../../src-shared/ipc/views-app.ts";
import { collectGarbage } from "../platform/collect-garbage.ts";

/** Chromium gives another site another process and ends the one before; the window then goes to its own page again by itself. */
const ELSEWHERE = "about:blank";
/** The first sweep lets go of keys, which overwrites copies of them; the second of what held those. */
const SWEEPS = 2;

type PageWindow = Pick<BrowserWindow, "isDestroyed" | "loadURL"> & { readonly webContents: Pick<WebContents, "isCrashed"> };

export class Forgetting {
  readonly #window: PageWindow;
  readonly #sweep: () => void;
  #before = 0;

  constructor(window: PageWindow, sweep: () => void = () => sweepMemory(SWEEPS)) {
    this.#window = window;
    this.#sweep = sweep;
  }

  follow(phase: Phase): void {
    const before = this.#before;
    this.#before = knownIn(phase);
    if (this.#before >= before) return;
    if (before === SHOWN && this.#hasPage()) void this.#window.loadURL(ELSEWHERE);
    this.#sweep();
  }

  /** A page that has crashed has no process any more, and is being loaded again. */
  #hasPage(): boolean {
    return !this.#window.isDestroyed() && !this.#window.webContents.isCrashed();
  }
}

const SHOWN = 2;
const HELD = 1;

/** How much a phase leaves in memory: what is shown and typed, the keys alone while a transfer waits behind the lock, or nothing. */
function knownIn(phase: Phase): number {
  if (phase.name === "open" || phase.name === "recovery-key") return SHOWN;
  return phase.name === "locked" && phase.paused ? HELD : 0;
}

function sweepMemory(times: number): void {
  if (times === 0) return;
  setImmediate(() => {
    collectGarbage();
    sweepMemory(times - 1);
  });
}
