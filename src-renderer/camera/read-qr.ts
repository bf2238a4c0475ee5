// What a picture of the camera says, when there is a code to scan in it.

import jsqr from "jsqr";

/** RGBA, four bytes each, row by row. */
export type Pixels = { readonly data: Uint8ClampedArray; readonly width: number; readonly height: number };

/** Undefined when none can be read. */
export function readQr({ data, width, height }: Pixels): Uint8Array | undefined {
  try {
    const found = jsqr.default(data, width, height, { inversionAttempts: "dontInvert" });
    return found === null ? undefined : Uint8Array.from(found.binaryData);
  } catch {
    return undefined; // the library stumbles over some shapes that are no code
  }
}
