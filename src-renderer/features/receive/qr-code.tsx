// What a picture to scan encodes, drawn as one path; always dark on white, so that any camera reads it.

import { create } from "qrcode";
import { useMemo } from "react";
import styles from "./qr-code.module.css";
import { qrPath } from "./qr-path.ts";

export function QrCode({ content, label }: { readonly content: string; readonly label: string }) {
  const { path, size } = useMemo(() => {
    const { modules } = create(content, { errorCorrectionLevel: "M" });
    return { path: qrPath(modules.size, (row, column) => modules.get(row, column) !== 0), size: modules.size };
  }, [content]);
  return (
    <svg className={styles.qr} viewBox={`-4 -4 ${size + 8} ${size + 8}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect x={-4} y={-4} width={size + 8} height={size + 8} rx={2} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
