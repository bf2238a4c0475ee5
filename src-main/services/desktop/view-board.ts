// The views the window shows, each as it is now; whoever changes one puts the whole of it here, and the window hears of it. While the
// vault is not open the window gets nothing of it or of a transfer: what was put waits here.

import type { ViewName, Views } from "../../../src-shared/ipc/contract.ts";
import { NOTHING } from "./first-views.ts";

export type ViewListener = <N extends ViewName>(name: N, view: Views[N]) => void;

const HIDDEN_NAMES = Object.keys(NOTHING) as readonly (keyof typeof NOTHING)[];

export class ViewBoard {
  readonly #views: { -readonly [N in ViewName]: Views[N] };
  #listener: ViewListener = () => {};

  constructor(first: Views) {
    this.#views = { ...first };
  }

  /** One listener: the window there is. */
  listen(listener: ViewListener): void {
    this.#listener = listener;
  }

  get<N extends ViewName>(name: N): Views[N] {
    return this.#views[name];
  }

  /** As the window may see it now. */
  seen<N extends ViewName>(name: N): Views[N] {
    if (name === "app" || this.#open) return this.#views[name];
    return NOTHING[name as keyof typeof NOTHING] as Views[N];
  }

  put<N extends ViewName>(name: N, view: Views[N]): void {
    const before = this.#open;
    this.#views[name] = view;
    // what was hidden is there before the window shows it
    if (!before && this.#open) this.#push(HIDDEN_NAMES);
    this.#push([name]);
    if (before && !this.#open) this.#push(HIDDEN_NAMES);
  }

  get #open(): boolean {
    return this.#views.app.phase.name === "open";
  }

  #push(names: readonly ViewName[]): void {
    for (const name of names) this.#listener(name, this.seen(name));
  }
}
