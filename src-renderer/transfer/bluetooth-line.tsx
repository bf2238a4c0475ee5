// Why Bluetooth is not used here, as one quiet line with what to do about it; nothing where it is.

import { BluetoothOff } from "lucide-react";
import type { ErrorCode } from "../../src-shared/errors.ts";
import { useText } from "../text/text.tsx";
import { useView } from "../views.ts";
import styles from "./bluetooth-line.module.css";

/** `problem`: of the radio; the owner's own choice is known here. */
export function BluetoothLine({ problem }: { readonly problem: ErrorCode | undefined }) {
  const text = useText();
  const { useBluetooth } = useView("app").preferences;
  if (useBluetooth && problem === undefined) return null;
  return (
    <p className={styles.line}>
      <BluetoothOff size={14} aria-hidden="true" />
      <span>{text(useBluetooth && problem !== undefined ? `error.${problem}` : "links.unused")}</span>
    </p>
  );
}
