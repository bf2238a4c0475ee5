// Reads the memory of running processes as root, page by page through /proc, and says in which of them a secret can be found and in which form.

import { closeSync, openSync, readFileSync, readSync } from "node:fs";

/** A name for the test to talk about, and the bytes or the text. */
export type Sought = { readonly [name: string]: Uint8Array | string };

/** Where and how: `app renderer 4711: passphrase as utf16 in [heap]`. */
export type Finding = { readonly pid: number; readonly name: string; readonly form: string; readonly region: string; readonly address: number };

const CHUNK = 4 << 20;
const PAGE = 4096;
const PAGES_AT_ONCE = 16_384;
/** Of a secret in hexadecimal or base64 the longest text is less than this. */
const OVERLAP = 1024;

/** One at a time is read into it. */
const chunk = Buffer.alloc(CHUNK + OVERLAP);

type Region = { readonly start: number; readonly end: number; readonly what: string };
type Needle = { readonly name: string; readonly form: string; readonly bytes: Buffer };

/** Every place in the memory of `pid`, its closed pages included. An ended process has none. */
export function findInMemory(pid: number, sought: Sought): readonly Finding[] {
  const needles = Object.entries(sought).flatMap(([name, secret]) => forms(name, secret));
  const memory = openSync(`/proc/${pid}/mem`, "r");
  const pagemap = openSync(`/proc/${pid}/pagemap`, "r");
  try {
    const runs = regionsOf(pid).flatMap((region) => presentRuns(pagemap, region));
    return runs.flatMap((run) => findInRegion(memory, pid, run, needles));
  } finally {
    closeSync(memory);
    closeSync(pagemap);
  }
}

/** `pid` and all that descend from it, as they are now. */
export function processesUnder(pid: number): readonly number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
  return [pid, ...(children === "" ? [] : children.split(" ").flatMap((child) => processesUnder(Number(child))))];
}

/** As JavaScript and Chromium may hold it: bytes, text of one or two bytes a character, hexadecimal, base64. */
function forms(name: string, secret: Uint8Array | string): readonly Needle[] {
  const needle = (form: string, bytes: Buffer): Needle => ({ name, form, bytes });
  if (typeof secret === "string") {
    const base64 = Buffer.from(secret).toString("base64").replace(/.?=*$/, "");
    return [needle("utf8", Buffer.from(secret, "utf8")), needle("utf16", Buffer.from(secret, "utf16le")), needle("base64", Buffer.from(base64))];
  }
  const bytes = Buffer.from(secret);
  const hex = bytes.toString("hex");
  const base64 = bytes.toString("base64").replace(/.?=*$/, "");
  const base64url = bytes.toString("base64url").replace(/.$/, "");
  const texts = [hex, base64, base64url].flatMap((text) => [needle("text", Buffer.from(text)), needle("text of two bytes", Buffer.from(text, "utf16le"))]);
  return [needle("bytes", bytes), ...texts];
}

/** What can hold a secret: all but the pages of files as they are on disk, and what no page is behind. */
function regionsOf(pid: number): readonly Region[] {
  const blocks = readFileSync(`/proc/${pid}/smaps`, "utf8").split(/\n(?=[0-9a-f]+-[0-9a-f]+ )/);
  return blocks.flatMap((block) => {
    const [, start, end, access, what] = /^([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ \S+ *(.*)/.exec(block) ?? [];
    if (start === undefined || end === undefined || access === undefined || what === undefined) return [];
    const kilobytes = (field: string) => Number(new RegExp(`^${field}: +(\\d+)`, "m").exec(block)?.[1] ?? 0);
    const changed = kilobytes("Anonymous") + kilobytes("Swap") > 0;
    const shared = access[1] === "w" && access[3] === "s" && !what.startsWith("/dev/dri");
    const own = !what.startsWith("/") && kilobytes("Rss") > 0;
    return changed || shared || own ? [{ start: Number.parseInt(start, 16), end: Number.parseInt(end, 16), what: what || "unnamed" }] : [];
  });
}

function findInRegion(memory: number, pid: number, { start, end, what }: Region, needles: readonly Needle[]): readonly Finding[] {
  const found: Finding[] = [];
  for (let at = start; at < end; at += CHUNK) {
    const piece = chunk.subarray(0, read(memory, chunk, at, Math.min(end - at, CHUNK + OVERLAP)));
    for (const { name, form, bytes } of needles) {
      for (let hit = piece.indexOf(bytes); hit >= 0 && hit < CHUNK; hit = piece.indexOf(bytes, hit + 1)) {
        found.push({ pid, name, form, region: what, address: at + hit });
      }
    }
  }
  return found;
}

/** The runs of pages in a region that have something behind them; most of what a browser reserves has not. */
function presentRuns(pagemap: number, region: Region): readonly Region[] {
  const runs: { start: number; end: number; what: string }[] = [];
  const entries = Buffer.alloc(8 * PAGES_AT_ONCE);
  for (let at = region.start; at < region.end; at += PAGE * PAGES_AT_ONCE) {
    const count = Math.min(PAGES_AT_ONCE, (region.end - at) / PAGE);
    const got = readSync(pagemap, entries, 0, 8 * count, (at / PAGE) * 8) / 8;
    for (let page = 0; page < got; page++) {
      if ((entries[8 * page + 7] ?? 0) >> 6 === 0) continue; // neither in memory nor in swap
      const start = at + page * PAGE;
      const last = runs.at(-1);
      if (last?.end === start) last.end += PAGE;
      else runs.push({ start, end: start + PAGE, what: region.what });
    }
  }
  return runs;
}

/** What the kernel does not let be read, such as a device's memory, counts as empty. */
function read(memory: number, into: Buffer, at: number, length: number): number {
  let got = 0;
  while (got < length) {
    try {
      const more = readSync(memory, into, got, length - got, at + got);
      if (more === 0) return got;
      got += more;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EIO") throw error;
      return got;
    }
  }
  return got;
}
