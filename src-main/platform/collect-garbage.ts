// Sweeps this process's memory: what nobody holds any more is collected now and overwritten, texts included.
// V8 overwrites what it frees with --clear-free-memory; the collector of the last resort also gives back the pages that texts were moved out of.
// Node overwrites the key inside a KeyObject when that is collected.

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

type Collect = (options: { readonly type: "major"; readonly execution: "sync"; readonly flavor: "last-resort" }) => void;

let collect: Collect | undefined;

/** Takes some 50 ms and stops everything else meanwhile. What was used a moment ago may still be on the stack: call it from a task of its own. */
export function collectGarbage(): void {
  collect ??= exposed();
  collect({ type: "major", execution: "sync", flavor: "last-resort" });
}

function exposed(): Collect {
  setFlagsFromString("--clear-free-memory");
  setFlagsFromString("--expose-gc");
  const gc: Collect = runInNewContext("gc");
  setFlagsFromString("--no-expose-gc");
  return gc;
}
