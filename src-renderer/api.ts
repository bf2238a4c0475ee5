// The one reader of window.api: calls that resolve with their result or reject with the error's code, and the pushed views.

import type { ErrorCode } from "../src-shared/errors.ts";
import type { ArgsOf, CallName, ResultOf, ViewName, Views } from "../src-shared/ipc/contract.ts";
import type { Api, Reply } from "../src-shared/ipc/reply.ts";

declare global {
  interface Window {
    readonly api: Api;
  }
}

export class CallError extends Error {
  readonly code: ErrorCode;
  readonly detail: string | undefined;

  constructor(code: ErrorCode, detail?: string) {
    super(code);
    this.code = code;
    this.detail = detail;
  }
}

/** `args` may be left out where a call takes none. Rejects with a CallError. */
export async function call<N extends CallName>(name: N, ...args: undefined extends ArgsOf<N> ? [] : [ArgsOf<N>]): Promise<ResultOf<N>> {
  return resultOf(await window.api.call(name, args[0] as ArgsOf<N>));
}

export async function bringInFile(file: File): Promise<void> {
  return resultOf(await window.api.bringIn(file));
}

export function onChanged(listener: <N extends ViewName>(name: N, view: Views[N]) => void): () => void {
  return window.api.onChanged(listener);
}

/** Any thrown value as one with a code. */
export function toCallError(thrown: unknown): CallError {
  return thrown instanceof CallError ? thrown : new CallError("internal.bug");
}

function resultOf<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value;
  throw new CallError(reply.code, reply.detail);
}
