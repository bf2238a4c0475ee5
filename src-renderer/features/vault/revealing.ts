// Secrets that are asked for where the owner wants to be asked first: the program shows the system's prompt, and where that cannot be had
// the window asks for what opens the vault. One approval serves one call.

import { createStore } from "zustand/vanilla";
import type { ErrorCode } from "../../../src-shared/errors.ts";
import { NO_PROMPT_CODES } from "../../../src-shared/ipc/views-approval.ts";
import { CallError, toCallError } from "../../api.ts";

export type Typing = {
  /** Why the system cannot ask. */
  readonly code: ErrorCode;
  /** Rejects with a CallError `vault.wrong-key` when it does not open the vault; whatever else comes of it goes to who asked for the secret. */
  readonly give: (secret: string) => Promise<void>;
  readonly cancel: () => void;
};

export const typing = createStore<{ readonly now: Typing | undefined }>(() => ({ now: undefined }));

/** `what` makes the call. Rejects with a CallError, `owner.cancelled` when nothing was typed. */
export async function revealed<T>(what: (secret?: string) => Promise<T>): Promise<T> {
  try {
    return await what();
  } catch (thrown) {
    const { code } = toCallError(thrown);
    if (!NO_PROMPT_CODES.includes(code)) throw thrown;
    return await typed(code, what);
  }
}

function typed<T>(code: ErrorCode, what: (secret: string) => Promise<T>): Promise<T> {
  typing.getState().now?.cancel();
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const done = () => typing.setState({ now: undefined });
  const give = async (secret: string) => {
    try {
      resolve(await what(secret));
    } catch (thrown) {
      if (toCallError(thrown).code === "vault.wrong-key") throw thrown;
      reject(thrown);
    }
    done();
  };
  const cancel = () => {
    reject(new CallError("owner.cancelled"));
    done();
  };
  typing.setState({ now: { code, give, cancel } });
  return promise;
}
