// Reads the XML that KeePass programs write into elements: no document type, no entities of its own, bounded depth, linear time.

import { ExchangeError } from "../errors.ts";
import { SOURCE_LIMITS } from "./source-limits.ts";

export type XmlElement = {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  /** The text directly inside, joined. */
  text: string;
};

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();
const NAME = /[A-Za-z_][\w.:-]*/y;
const ATTRIBUTE = /\s+([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const TAG_END = /\s*(\/?)>/y;

/** The root element. Throws `format.malformed`, also for a document type declaration, and `format.limit-exceeded` for depth and too many elements. */
export function readXml(source: string, maximumElements: number = SOURCE_LIMITS.xmlElements): XmlElement {
  let elements = 0;
  const top: XmlElement = { name: "", attributes: NO_ATTRIBUTES, children: [], text: "" };
  const open: XmlElement[] = [top];
  let at = source.startsWith("\ufeff") ? 1 : 0;
  while (at < source.length) {
    const inside = open.at(-1) as XmlElement;
    const tag = source.indexOf("<", at);
    if (tag < 0) {
      if (source.slice(at).trim() !== "") malformed("text after the end");
      break;
    }
    if (tag > at) inside.text += unescaped(source.slice(at, tag));
    const before = inside.children.length;
    at = step(source, tag, inside, open);
    elements += inside.children.length - before;
    if (elements > maximumElements) throw new ExchangeError("format.limit-exceeded", { detail: "XML elements" });
    if (open.length > SOURCE_LIMITS.xmlDepth) throw new ExchangeError("format.limit-exceeded", { detail: "XML depth" });
  }
  const [root, ...others] = top.children;
  if (root === undefined || others.length > 0 || open.length !== 1 || top.text.trim() !== "") malformed("not one element");
  return root;
}

/** Handles what begins with "<" at `tag`; answers where to go on. */
function step(source: string, tag: number, inside: XmlElement, open: XmlElement[]): number {
  const next = source[tag + 1];
  if (next === "/") {
    const end = after(source, ">", tag);
    if (open.length < 2 || source.slice(tag + 2, end - 1).trimEnd() !== inside.name) malformed("closing tag");
    open.pop();
    return end;
  }
  if (next === "?") return after(source, "?>", tag);
  if (next !== "!") return startTag(source, tag, inside, open);
  if (source.startsWith("<!--", tag)) return after(source, "-->", tag + 4);
  if (!source.startsWith("<![CDATA[", tag)) malformed("declaration");
  const end = after(source, "]]>", tag);
  inside.text += source.slice(tag + 9, end - 3);
  return end;
}

function startTag(source: string, tag: number, inside: XmlElement, open: XmlElement[]): number {
  const name = matched(NAME, source, tag + 1)?.[0];
  if (name === undefined) malformed("tag");
  let at = tag + 1 + name.length;
  let attributes: Map<string, string> | undefined;
  for (let found = matched(ATTRIBUTE, source, at); found !== null; found = matched(ATTRIBUTE, source, at)) {
    attributes ??= new Map();
    attributes.set(found[1] as string, unescaped(found[2] ?? found[3] ?? ""));
    at += found[0].length;
  }
  const end = matched(TAG_END, source, at);
  if (end === null) malformed("tag");
  const element: XmlElement = { name, attributes: attributes ?? NO_ATTRIBUTES, children: [], text: "" };
  inside.children.push(element);
  if (end[1] === "") open.push(element);
  return at + end[0].length;
}

function matched(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}

function after(source: string, mark: string, from: number): number {
  const found = source.indexOf(mark, from);
  if (found < 0) malformed("end missing");
  return found + mark.length;
}

const ENTITIES = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

function unescaped(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{1,8}));/gi, (_, hexadecimal, decimal, name) => {
    if (name !== undefined) return ENTITIES.get(name) ?? malformed("entity");
    const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code).toWellFormed() : malformed("character");
  });
}

function malformed(detail: string): never {
  throw new ExchangeError("format.malformed", { detail: `XML ${detail}` });
}

export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}

export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** Undefined when the child is not there or empty. */
export function childText(element: XmlElement | undefined, name: string): string | undefined {
  return childOf(element, name)?.text || undefined;
}
