// What a call answers when a screen appears, and again when asked: waiting, there, or the error's code.

import { useCallback, useEffect, useRef, useState } from "react";
import type { ErrorCode } from "../src-shared/errors.ts";
import { toCallError } from "./api.ts";

export type Loaded<T> = { readonly value: T | undefined; readonly code: ErrorCode | undefined; readonly reload: () => Promise<void> };

/** `key`: another one is another question. The last value stays until the next is there. */
export function useLoaded<T>(key: string, load: () => Promise<T>): Loaded<T> {
  const [state, setState] = useState<{ readonly value: T | undefined; readonly code: ErrorCode | undefined }>({ value: undefined, code: undefined });
  const turn = useRef(0);
  const asked = useRef(load);
  asked.current = load;
  const reload = useCallback(async () => {
    turn.current++;
    const mine = turn.current;
    try {
      const value = await asked.current();
      if (mine === turn.current) setState({ value, code: undefined });
    } catch (thrown) {
      if (mine === turn.current) setState({ value: undefined, code: toCallError(thrown).code });
    }
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key names the question
  useEffect(() => {
    setState({ value: undefined, code: undefined });
    void reload();
    return () => {
      turn.current++;
    };
  }, [key, reload]);
  return { ...state, reload };
}
