// What a picture to scan encodes, drawn as one path; always dark on white, so that any camera reads it.

import { create } from "qrcode";
import { useMemo } from "react";
import styles from "./qr-code.module.css";
import { qrPath } from "./qr-path.ts";

export type QrCodeProps = {
  /** Text with room for damage; bytes are of a picture that the next one replaces, where larger squares are worth more. */
  readonly content: string | Uint8Array;
  readonly label: string;
};

export function QrCode({ content, label }: QrCodeProps) {
  const { path, size } = useMemo(() => {
    const { modules } =
      typeof content === "string"
        ? create(content, { errorCorrectionLevel: "M" })
        : create([{ data: Uint8ClampedArray.from(content), mode: "byte" }], { errorCorrectionLevel: "L" });
    return { path: qrPath(modules.size, (row, column) => modules.get(row, column) !== 0), size: modules.size };
  }, [content]);
  return (
    <svg className={styles.qr} viewBox={`-4 -4 ${size + 8} ${size + 8}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect x={-4} y={-4} width={size + 8} height={size + 8} rx={2} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
