// A call a button makes: busy meanwhile, and what went wrong until the next one.

import { useCallback, useState } from "react";
import { type CallError, toCallError } from "../api.ts";

export type Act = {
  /** True when it went well. */
  readonly act: (what: () => Promise<unknown>) => Promise<boolean>;
  readonly busy: boolean;
  readonly error: CallError | undefined;
};

export function useAct(): Act {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError>();
  const act = useCallback(async (what: () => Promise<unknown>) => {
    setBusy(true);
    setError(undefined);
    try {
      await what();
      return true;
    } catch (thrown) {
      setError(toCallError(thrown));
      return false;
    } finally {
      setBusy(false);
    }
  }, []);
  return { act, busy, error };
}
