// What is said when another link carries a transfer: once it has stayed so for a moment, to screen readers; that there is none, to everybody.

import { useEffect, useRef } from "react";
import type { ProgressView } from "../../src-shared/ipc/views-transfer.ts";
import { useText } from "../text/text.tsx";
import { announce } from "../ui/announce.tsx";
import { Notice } from "../ui/notice.tsx";
import styles from "./link-change.module.css";
import { useSettled } from "./use-settled.ts";

/** Milliseconds. */
const A_MOMENT = 1500;

export function LinkChange({ link }: { readonly link: ProgressView["link"] }) {
  const text = useText();
  const settled = useSettled(link, A_MOMENT);
  const told = useRef(settled);
  useEffect(() => {
    const before = told.current;
    if (settled === undefined || settled === before) return;
    told.current = settled;
    if (before !== undefined && settled !== "none") announce(text(`links.now.${settled}`));
  }, [settled, text]);
  if (link !== "none" || settled !== "none") return null;
  return (
    <div className={styles.lost}>
      <Notice tone="plain" live title={text("links.lost")}>
        {text("links.lostText")}
      </Notice>
    </div>
  );
}
