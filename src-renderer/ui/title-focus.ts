// A new title is a new screen: it takes the focus, so that it is read and the keyboard starts there, unless something inside has it already.

import { type RefObject, useEffect, useRef } from "react";

export function useTitleFocus(title: string, wanted = true): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new title is a new screen
  useEffect(() => {
    const focused = document.activeElement;
    const within = heading.current?.closest("main");
    if (wanted && (focused === null || focused === document.body || (within?.contains(focused) ?? false) === false))
      heading.current?.focus({ preventScroll: true });
  }, [title, wanted]);
  return heading;
}

/** After something that had the focus went away: the title has it, unless it went elsewhere by itself. */
export function keepFocus(): void {
  // a dialog gives the focus back in the next frame, when there is somebody to give it to
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const focused = document.activeElement;
      if (focused === null || focused === document.body) document.querySelector<HTMLElement>("main h1")?.focus();
    }),
  );
}

/** After a dialog: it gives the focus back in the next frame, to what opened it; this takes it from there. */
export function focusNext(to: Element | null): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      if (to instanceof HTMLElement && to.isConnected) to.focus();
    }),
  );
}
