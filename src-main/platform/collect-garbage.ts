// Makes the collector run now: keys that the platform's crypto holds are overwritten only when their objects are collected.

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

let collect: (() => void) | undefined;

/** Takes some 20 ms. What was used a moment ago may still be on the stack: call it from a task of its own. */
export function collectGarbage(): void {
  collect ??= exposed();
  collect();
}

function exposed(): () => void {
  setFlagsFromString("--expose-gc");
  const gc: () => void = runInNewContext("gc");
  setFlagsFromString("--no-expose-gc");
  return gc;
}
