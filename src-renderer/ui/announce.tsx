// What changed without the focus moving, said to screen readers: one polite region for the whole window.

import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

const said = createStore<{ readonly text: string; readonly turn: number }>(() => ({ text: "", turn: 0 }));

export function announce(text: string): void {
  said.setState(({ turn }) => ({ text, turn: turn + 1 }));
}

/** The same words twice are read twice: they alternate between two places. */
export function Announcer() {
  const { text, turn } = useStore(said);
  return (
    <div className="visually-hidden" aria-live="polite">
      <p>{turn % 2 === 0 ? text : ""}</p>
      <p>{turn % 2 === 1 ? text : ""}</p>
    </div>
  );
}
