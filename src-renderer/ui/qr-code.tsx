// What a picture to scan encodes, drawn as one path as large as its place; always dark on white, so that any camera reads it.

import { useMemo } from "react";
import styles from "./qr-code.module.css";
import { qrPath } from "./qr-path.ts";
import { qrSquares } from "./qr-squares.ts";

export function QrCode({ content, label }: { readonly content: string | Uint8Array; readonly label: string }) {
  const { path, size } = useMemo(() => {
    const { size, dark } = qrSquares(content);
    return { path: qrPath(size, dark), size };
  }, [content]);
  return (
    <svg className={styles.qr} viewBox={`-4 -4 ${size + 8} ${size + 8}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect x={-4} y={-4} width={size + 8} height={size + 8} rx={2} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
