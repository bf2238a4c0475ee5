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
