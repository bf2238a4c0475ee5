// The squares of a picture to scan.

import { create } from "qrcode";

export type QrSquares = { readonly size: number; readonly dark: (row: number, column: number) => boolean };

/** Text with room for damage; bytes are of a picture that the next one replaces, where larger squares are worth more than repair. */
export function qrSquares(content: string | Uint8Array): QrSquares {
  const { modules } =
    typeof content === "string"
      ? create(content, { errorCorrectionLevel: "M" })
      : create([{ data: Uint8ClampedArray.from(content), mode: "byte" }], { errorCorrectionLevel: "L" });
  return { size: modules.size, dark: (row, column) => modules.get(row, column) !== 0 };
}
