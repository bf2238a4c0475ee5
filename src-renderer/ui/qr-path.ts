// The dark squares of a grid as one SVG path, each run of a row as one rectangle. Pure.

export function qrPath(size: number, dark: (row: number, column: number) => boolean): string {
  const runs: string[] = [];
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (!dark(row, column)) continue;
      const begin = column;
      while (column + 1 < size && dark(row, column + 1)) column++;
      const length = column - begin + 1;
      runs.push(`M${begin} ${row}h${length}v1h-${length}z`);
    }
  }
  return runs.join("");
}
