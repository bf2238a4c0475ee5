// The files of the window's page, by the address they have in the window: what was built and nothing else.

import { readdirSync } from "node:fs";
import { extname, join, sep } from "node:path";

export const SCHEME = "app";
export const ORIGIN = `${SCHEME}://keyferry`;
export const START_PAGE = `${ORIGIN}/index.html`;

const TYPES: { readonly [extension: string]: string } = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

export type PageFile = { readonly path: string; readonly type: string };
export type PageFiles = ReadonlyMap<string, PageFile>;

/** Every file under `root` of a kind that a page is made of. */
export function listPageFiles(root: string): PageFiles {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(entries.flatMap((path) => entryOf(root, path)));
}

function entryOf(root: string, path: string): [string, PageFile][] {
  const type = TYPES[extname(path)];
  return type === undefined ? [] : [[path.slice(root.length).split(sep).join("/"), { path, type }]];
}

/** Undefined for any other address: a name is looked up, never made into a path. */
export function fileAt(files: PageFiles, address: string): PageFile | undefined {
  const url = URL.parse(address);
  return url !== null && isOwn(address) && url.username === "" && url.password === "" ? files.get(url.pathname) : undefined;
}

/** Whether an address lies within the window's own origin. */
export function isOwn(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && url.protocol === `${SCHEME}:` && url.host === "keyferry" && url.port === "";
}
