// One try at a time to open the vault: the way that is shown, what was typed, and how the last try ended.

import { useState } from "react";
import type { UnlockWay } from "../../../src-shared/ipc/views-app.ts";
import { call, toCallError } from "../../api.ts";
import { type Fill, useText } from "../../text/text.tsx";
import { announce } from "../../ui/announce.tsx";
import { firstWay, isTyped, otherWays, problemWords, wayAfter } from "./ways.ts";

type State = {
  readonly way: UnlockWay;
  readonly secret: string;
  readonly busy: boolean;
  readonly problem?: string | undefined;
  /** Why the way that was shown before is closed. */
  readonly closed?: string | undefined;
};

export function useUnlocking(ways: readonly UnlockWay[]) {
  const text = useText();
  const [state, setState] = useState<State>({ way: firstWay(ways), secret: "", busy: false });
  const { way, secret, busy } = state;
  const choose = (next: UnlockWay) => setState({ way: next, secret: "", busy: false });
  const type = (typed: string) => setState({ ...state, secret: typed, problem: undefined });
  const open = async () => {
    if (busy) return;
    if (isTyped(way) && secret.trim() === "") return setState({ ...state, problem: text(`unlock.empty.${way}`) });
    setState({ way, secret, busy: true });
    announce(waitingWords(text, way));
    try {
      await call("session.unlock", { by: way, secret: isTyped(way) ? secret : "" });
    } catch (thrown) {
      const error = toCallError(thrown);
      const words = problemWords(text, error, way, otherWays(ways, way).length);
      const next = wayAfter(ways, way, error.code);
      setState(next === way ? { way, secret, busy: false, problem: words } : { way: next, secret: "", busy: false, closed: words });
    }
  };
  return { ...state, others: otherWays(ways, way), choose, type, open };
}

/** What to do meanwhile, where the system may ask something. */
export function waitingWords(text: Fill, way: UnlockWay): string {
  return text(isTyped(way) ? "unlock.opening" : `unlock.asking.${way}`);
}
