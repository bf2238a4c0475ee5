// A picture on a screen as a camera sees it: somewhat turned, nearer or farther, in uneven light, with noise. In pixels, as the page reads them.

import type { Pixels } from "../../src-renderer/camera/read-qr.ts";
import { qrSquares } from "../../src-renderer/ui/qr-squares.ts";

/** Pixels along a side. */
const SIDE = 320;
const QUIET = 4;
/** Points along a side of each pixel that are looked at: the edges of squares do not fall on pixels. */
const POINTS = 2;

/** `random` decides what the hand and the light do. */
export function photographed(content: string | Uint8Array, random: (length: number) => Uint8Array): Pixels {
  const chance = (from: number, to: number) => from + ((random(1)[0] as number) / 255) * (to - from);
  const { size, dark } = qrSquares(content);
  const angle = chance(-0.08, 0.08);
  const square = (SIDE * chance(0.72, 0.92)) / (size + 2 * QUIET);
  const [right, down] = [chance(-8, 8), chance(-8, 8)];
  const [cos, sin] = [Math.cos(angle) / square, Math.sin(angle) / square];
  /** Light from 0 to 1 at a point of the sensor. */
  const light = (x: number, y: number): number => {
    const [across, along] = [x - SIDE / 2 - right, y - SIDE / 2 - down];
    const column = Math.floor(across * cos + along * sin + size / 2);
    const row = Math.floor(along * cos - across * sin + size / 2);
    if (Math.max(Math.abs(column - size / 2), Math.abs(row - size / 2)) > size / 2 + QUIET) return 0.35;
    return row >= 0 && column >= 0 && row < size && column < size && dark(row, column) ? 0.08 : 0.92;
  };
  const noise = random(4096);
  const data = new Uint8ClampedArray(SIDE * SIDE * 4);
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      let sum = 0;
      for (let i = 0; i < POINTS * POINTS; i++) sum += light(x + ((i % POINTS) + 0.5) / POINTS, y + (Math.floor(i / POINTS) + 0.5) / POINTS);
      const uneven = 0.8 + (0.2 * x) / SIDE;
      const value = (sum / (POINTS * POINTS)) * uneven * 255 + ((noise[(y * 31 + x * 7) % noise.length] as number) - 128) / 16;
      data.fill(value, (y * SIDE + x) * 4, (y * SIDE + x) * 4 + 3);
      data[(y * SIDE + x) * 4 + 3] = 255;
    }
  }
  return { data, width: SIDE, height: SIDE };
}
