// How many items a choice is, what is in it and what stays: asked for when the choice rests for a moment.

import { useEffect, useState } from "react";
import type { ResultOf } from "../../../src-shared/ipc/contract.ts";
import { type CallError, call, toCallError } from "../../api.ts";
import { type SendDraft, selectionOf } from "./store.ts";

export type Preview = ResultOf<"send.preview">;
export type PreviewState = { readonly preview: Preview | undefined; readonly error: CallError | undefined };

const REST = 120;

/** `generation` is the vault's: what is in it may have changed. The last preview stays until the next one is there. */
export function usePreview(draft: SendDraft, generation: number): PreviewState {
  const [state, setState] = useState<PreviewState>({ preview: undefined, error: undefined });
  const { by, kinds, items } = draft;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a step is no choice
  useEffect(() => {
    const selection = selectionOf(draft);
    if (selection === undefined) return setState({ preview: undefined, error: undefined });
    let wanted = true;
    const timer = setTimeout(async () => {
      try {
        const preview = await call("send.preview", { selection });
        if (wanted) setState({ preview, error: undefined });
      } catch (thrown) {
        if (wanted) setState({ preview: undefined, error: toCallError(thrown) });
      }
    }, REST);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [by, kinds, items, generation]);
  return state;
}
