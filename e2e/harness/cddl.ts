// The part of CDDL (RFC 8610) that docs/protocol.cddl is written in: enough to check that what is on the wire is what the file says.

import { decodeCborMaps } from "../../src-shared/cbor/codec.ts";

type Type =
  | { readonly is: "any of"; readonly types: readonly Type[] }
  | { readonly is: "literal"; readonly value: unknown }
  | { readonly is: "range"; readonly from: number; readonly to: number }
  | { readonly is: "rule" | "kind"; readonly name: string }
  | { readonly is: "sized"; readonly of: Type; readonly from: number; readonly to: number }
  | { readonly is: "cbor"; readonly of: Type }
  | { readonly is: "array" | "map"; readonly entries: readonly Entry[] };
type Entry = { readonly least: number; readonly most: number; readonly key: Type | undefined; readonly type: Type };

export type Cddl = ReadonlyMap<string, Type>;

const KINDS = ["uint", "tstr", "bstr", "bool", "null", "any"];
const WORDS = /\s*(;[^\n]*|=>|\.\.|\.size|\.cbor|"[^"]*"|-?[0-9]+|[a-z][a-z0-9-]*|[=/,:?*+[\]{}()])/y;

/** The rules of a CDDL text. Throws for what is outside the part understood here. */
export function parseCddl(text: string): Cddl {
  const parser = new Parser(words(text));
  return new Map(parser.rules());
}

function words(text: string): readonly string[] {
  const out: string[] = [];
  WORDS.lastIndex = 0;
  while (WORDS.lastIndex < text.trimEnd().length) {
    const at = WORDS.lastIndex;
    const [, word] = WORDS.exec(text) ?? [];
    if (word === undefined) throw new Error(`not understood: ${text.slice(at, at + 40)}`);
    if (!word.startsWith(";")) out.push(word);
  }
  return out;
}

class Parser {
  readonly #words: readonly string[];
  #at = 0;

  constructor(list: readonly string[]) {
    this.#words = list;
  }

  *rules(): Generator<[string, Type]> {
    while (this.#at < this.#words.length) {
      const name = this.#next();
      this.#expect("=");
      yield [name, this.#type()];
    }
  }

  #type(): Type {
    const types = [this.#limited()];
    while (this.#take("/")) types.push(this.#limited());
    return types.length === 1 ? (types[0] as Type) : { is: "any of", types };
  }

  #limited(): Type {
    const of = this.#plain();
    if (this.#take(".cbor")) return { is: "cbor", of: this.#limited() };
    if (this.#take("..")) return { is: "range", from: numberOf(of), to: Number(this.#next()) };
    if (!this.#take(".size")) return of;
    if (!this.#take("(")) return sized(of, Number(this.#next()));
    const from = Number(this.#next());
    this.#expect("..");
    const to = Number(this.#next());
    this.#expect(")");
    return sized(of, from, to);
  }

  #plain(): Type {
    const word = this.#next();
    if (word === "(") {
      const inner = this.#type();
      this.#expect(")");
      return inner;
    }
    if (word === "[" || word === "{") return { is: word === "[" ? "array" : "map", entries: [...this.#entries(word === "[" ? "]" : "}")] };
    if (word.startsWith('"')) return { is: "literal", value: word.slice(1, -1) };
    if (/^-?[0-9]/.test(word)) return { is: "literal", value: Number(word) };
    return KINDS.includes(word) ? { is: "kind", name: word } : { is: "rule", name: word };
  }

  *#entries(end: string): Generator<Entry> {
    while (!this.#take(end)) {
      const [least, most] = this.#occurrence();
      const first = this.#type();
      const keyed = this.#take(":") || this.#take("=>");
      yield { least, most, key: keyed ? first : undefined, type: keyed ? this.#type() : first };
      this.#take(",");
    }
  }

  #occurrence(): [number, number] {
    if (this.#take("?")) return [0, 1];
    if (this.#take("+")) return [1, Number.POSITIVE_INFINITY];
    const least = this.#isNumber() && this.#words[this.#at + 1] === "*" ? Number(this.#next()) : 0;
    if (!this.#take("*")) return [1, 1];
    return [least, this.#isNumber() ? Number(this.#next()) : Number.POSITIVE_INFINITY];
  }

  #isNumber(): boolean {
    return /^[0-9]+$/.test(this.#words[this.#at] ?? "");
  }

  #next(): string {
    const word = this.#words[this.#at++];
    if (word === undefined) throw new Error("the text ends within a rule");
    return word;
  }

  #take(word: string): boolean {
    if (this.#words[this.#at] !== word) return false;
    this.#at++;
    return true;
  }

  #expect(word: string): void {
    if (!this.#take(word)) throw new Error(`${word} expected at ${this.#words.slice(this.#at, this.#at + 3).join(" ")}`);
  }
}

function sized(of: Type, from: number, to = from): Type {
  return { is: "sized", of, from, to };
}

function numberOf(type: Type): number {
  if (type.is === "literal" && typeof type.value === "number") return type.value;
  throw new Error("a range begins with a number");
}

/** Whether `value`, maps being Map, is what the rule says. */
export function fits(cddl: Cddl, rule: string, value: unknown): boolean {
  const type = cddl.get(rule);
  if (type === undefined) throw new Error(`no rule ${rule}`);
  return matches(cddl, type, value);
}

function matches(cddl: Cddl, type: Type, value: unknown): boolean {
  switch (type.is) {
    case "any of":
      return type.types.some((one) => matches(cddl, one, value));
    case "literal":
      return value === type.value;
    case "range":
      return typeof value === "number" && value >= type.from && value <= type.to;
    case "rule":
      return fits(cddl, type.name, value);
    case "kind":
      return isKind(type.name, value);
    case "sized": {
      const length = value instanceof Uint8Array ? value.length : new TextEncoder().encode(String(value)).length;
      return matches(cddl, type.of, value) && length >= type.from && length <= type.to;
    }
    case "cbor":
      return value instanceof Uint8Array && matches(cddl, type.of, decodeCborMaps(value));
    case "array":
      return Array.isArray(value) && listMatches(cddl, type.entries, value);
    case "map":
      return value instanceof Map && mapMatches(cddl, type.entries, value);
  }
}

function isKind(name: string, value: unknown): boolean {
  if (name === "any") return true;
  if (name === "null") return value === null;
  if (name === "bool") return typeof value === "boolean";
  if (name === "bstr") return value instanceof Uint8Array;
  return name === "tstr" ? typeof value === "string" : typeof value === "number" && value >= 0;
}

function listMatches(cddl: Cddl, entries: readonly Entry[], list: readonly unknown[]): boolean {
  let at = 0;
  for (const { least, most, type } of entries) {
    let count = 0;
    while (count < most && at < list.length && matches(cddl, type, list[at])) {
      count++;
      at++;
    }
    if (count < least) return false;
  }
  return at === list.length;
}

function mapMatches(cddl: Cddl, entries: readonly Entry[], map: ReadonlyMap<unknown, unknown>): boolean {
  let found = 0;
  for (const { least, most, key, type } of entries) {
    const mine = [...map].filter(([name, value]) => key !== undefined && matches(cddl, key, name) && matches(cddl, type, value));
    if (mine.length < least || mine.length > most) return false;
    found += mine.length;
  }
  return found === map.size;
}
