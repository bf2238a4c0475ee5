// A list of any length of which only the rows in sight are nodes: keyboard, one selected row, sizes told to screen readers.
// docs/adr/0010-own-virtual-list.md says why this is not the component library's.

import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { moved } from "./list-keys.ts";
import styles from "./virtual-list.module.css";

export type VirtualListProps = {
  readonly label: string;
  readonly total: number;
  /** Pixels; every row has the same. */
  readonly rowHeight: number;
  /** Of the selected row; -1 for none. */
  readonly selected: number;
  readonly onSelect: (index: number) => void;
  /** Rows that come into sight, last one included; called when that changes. */
  readonly onVisible: (first: number, last: number) => void;
  readonly row: (index: number) => ReactNode;
  /** A different list begins at its top. */
  readonly listKey: string;
  /** With both, rows are ticked one by one: a click, Space or Enter toggles, and `selected` is only where the keyboard is. */
  readonly checked?: (index: number) => boolean;
  readonly onToggle?: (index: number) => void;
};

const OVERSCAN = 6;

export function VirtualList({ label, total, rowHeight, selected, onSelect, onVisible, row, listKey, checked, onToggle }: VirtualListProps) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const sight = useSight(box);
  const first = Math.max(0, Math.floor(sight.top / rowHeight) - OVERSCAN);
  // a row that leaves at one end becomes the one that comes in at the other: no node is made while scrolling
  const pool = Math.ceil(sight.height / rowHeight) + 2 * OVERSCAN + 2;
  const last = Math.min(total - 1, Math.ceil((sight.top + sight.height) / rowHeight) + OVERSCAN);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its top
  useLayoutEffect(() => {
    box.current?.scrollTo({ top: 0 });
  }, [listKey]);

  useEffect(() => {
    if (last >= first) onVisible(first, last);
  }, [first, last, onVisible]);

  useEffect(() => {
    const element = box.current;
    if (element === null || selected < 0) return;
    const top = selected * rowHeight;
    if (top < element.scrollTop) element.scrollTo({ top });
    else if (top + rowHeight > element.scrollTop + element.clientHeight) element.scrollTo({ top: top + rowHeight - element.clientHeight });
  }, [selected, rowHeight]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (onToggle !== undefined && selected >= 0 && (event.key === " " || event.key === "Enter")) {
      event.preventDefault();
      return onToggle(selected);
    }
    const next = moved(event.key, selected, total, Math.max(1, Math.floor(sight.height / rowHeight) - 1));
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onSelect(next);
  };

  return (
    <div
      ref={box}
      role="listbox"
      aria-label={label}
      tabIndex={0}
      aria-multiselectable={checked !== undefined}
      className={styles.box}
      onKeyDown={onKeyDown}
      {...(selected >= first && selected <= last && { "aria-activedescendant": `${id}-${selected}` })}
    >
      <div className={styles.whole} style={{ blockSize: total * rowHeight }} role="presentation">
        {Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i).map((index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keyboard
          <div
            key={index % pool}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={checked === undefined ? index === selected : checked(index)}
            data-current={(checked !== undefined && index === selected) || undefined}
            aria-posinset={index + 1}
            aria-setsize={total}
            className={styles.row}
            style={{ insetBlockStart: index * rowHeight, blockSize: rowHeight }}
            onClick={() => {
              onSelect(index);
              onToggle?.(index);
            }}
          >
            {row(index)}
          </div>
        ))}
      </div>
    </div>
  );
}

/** What is in sight of a box that scrolls, in pixels. */
function useSight(box: RefObject<HTMLDivElement | null>): { readonly top: number; readonly height: number } {
  const [sight, setSight] = useState({ top: 0, height: 600 });
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = () => setSight({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener("scroll", measure, { passive: true });
    measure();
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", measure);
    };
  }, [box]);
  return sight;
}
