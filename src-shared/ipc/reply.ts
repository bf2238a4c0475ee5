// What crosses between the window and the program: a reply carries a result or an error's code, a push carries a whole view.

import type { ErrorCode } from "../errors.ts";
import type { ArgsOf, CallName, ResultOf, ViewName, Views } from "./contract.ts";

export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: ErrorCode; readonly detail?: string };

/** Channels of Electron's ipc. */
export const CALL_CHANNEL = "keyferry:call";
export const CHANGED_CHANNEL = "keyferry:changed";

/** `window.api`, as the preload makes it: no channel name, no event object and no Electron object gets through. */
export type Api = {
  call<N extends CallName>(name: N, args: ArgsOf<N>): Promise<Reply<ResultOf<N>>>;
  /** Calls back with every later view until the answer is called. */
  onChanged(listener: <N extends ViewName>(name: N, view: Views[N]) => void): () => void;
  /** A file that was dropped on the window or chosen in it; the path never enters the page. */
  bringIn(file: object): Promise<Reply<void>>;
};
