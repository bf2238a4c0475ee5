// The chosen item in detail; the one before stays on screen until this one is there, and late answers are dropped.

import { useCallback, useEffect, useState } from "react";
import type { ErrorCode } from "../../../src-shared/errors.ts";
import type { DetailView, ItemRef } from "../../../src-shared/ipc/views-vault.ts";
import { call, toCallError } from "../../api.ts";

export type Shown = {
  readonly detail: DetailView | undefined;
  readonly failure: ErrorCode | undefined;
  readonly again: () => void;
};

export function useDetail(ref: ItemRef | undefined, generation: number): Shown {
  const [shown, setShown] = useState<Pick<Shown, "detail" | "failure">>({ detail: undefined, failure: undefined });
  const [turn, setTurn] = useState(0);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  const [account, item] = [ref?.account, ref?.item];
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new generation or another turn is a reason to ask again
  useEffect(() => {
    if (account === undefined || item === undefined) return setShown({ detail: undefined, failure: undefined });
    let current = true;
    call("vault.detail", { ref: { account, item } }).then(
      (detail) => current && setShown({ detail, failure: undefined }),
      (thrown) => current && setShown({ detail: undefined, failure: toCallError(thrown).code }),
    );
    return () => {
      current = false;
    };
  }, [account, item, generation, turn]);
  return { ...shown, again };
}
