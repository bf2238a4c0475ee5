// Grids as paths.

import { expect, test } from "vitest";
import { qrPath } from "./qr-path.ts";

const path = (...rows: readonly string[]) => qrPath(rows.length, (row, column) => rows[row]?.[column] === "#");

test("an empty grid is no path", () => {
  expect(path("..", "..")).toBe("");
});

test("squares beside each other are one rectangle", () => {
  expect(path("##.", "...", "...")).toBe("M0 0h2v1h-2z");
});

test("a gap begins another rectangle", () => {
  expect(path("#.#", "...", "..#")).toBe("M0 0h1v1h-1zM2 0h1v1h-1zM2 2h1v1h-1z");
});
