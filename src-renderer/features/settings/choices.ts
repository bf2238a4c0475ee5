// Durations to choose from, in order, "never" last; one that was set elsewhere is among them.

export function withCurrent(offered: readonly number[], current: number): readonly number[] {
  const rank = (value: number) => (value === 0 ? Number.POSITIVE_INFINITY : value);
  return [...new Set([...offered, current])].sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
}
