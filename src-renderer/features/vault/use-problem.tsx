// What went wrong with something that was asked for: its code until the next attempt, and the notice that says it. What the person closed
// needs no words.

import { useCallback, useState } from "react";
import type { ErrorCode } from "../../../src-shared/errors.ts";
import { toCallError } from "../../api.ts";
import { useText } from "../../text/text.tsx";
import { Notice } from "../../ui/notice.tsx";

export type Problem = {
  readonly code: ErrorCode | undefined;
  /** Runs it; answers with undefined when it failed, and then `code` says why. */
  readonly attempt: <T>(work: () => Promise<T>) => Promise<T | undefined>;
  readonly fail: (thrown: unknown) => void;
};

export function useProblem(): Problem {
  const [code, setCode] = useState<ErrorCode>();
  const fail = useCallback((thrown: unknown) => {
    const { code: why } = toCallError(thrown);
    if (why !== "owner.cancelled") setCode(why);
  }, []);
  const attempt = useCallback(
    async <T,>(work: () => Promise<T>) => {
      setCode(undefined);
      try {
        return await work();
      } catch (thrown) {
        fail(thrown);
        return undefined;
      }
    },
    [fail],
  );
  return { code, attempt, fail };
}

export function ProblemNotice({ code }: { readonly code: ErrorCode | undefined }) {
  const text = useText();
  return code === undefined ? null : <Notice tone="bad" live title={text(`error.${code}`)} />;
}
