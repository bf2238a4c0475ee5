// The views the window shows, each as it is now; whoever changes one puts the whole of it here, and the window hears of it.

import { VIEW_NAMES, type ViewName, type Views } from "../../../src-shared/ipc/contract.ts";

export type ViewListener = <N extends ViewName>(name: N, view: Views[N]) => void;

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

  put<N extends ViewName>(name: N, view: Views[N]): void {
    this.#views[name] = view;
    this.#listener(name, view);
  }

  /** Everything once more, for a window that was just loaded. */
  repeat(): void {
    for (const name of VIEW_NAMES) this.#listener(name, this.#views[name]);
  }
}
