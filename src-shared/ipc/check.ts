// Argument checks of the IPC contract: each takes an unknown value and answers with it typed, or throws `usage.invalid`.

import { ExchangeError } from "../errors.ts";

/** Throws `usage.invalid`; `path` says where, never what. */
export type Check<T> = (value: unknown, path: string) => T;

function refuse(path: string): never {
  throw new ExchangeError("usage.invalid", { detail: `argument ${path}` });
}

export const nothing: Check<undefined> = (value, path) => (value === undefined ? undefined : refuse(path));

export const flag: Check<boolean> = (value, path) => (typeof value === "boolean" ? value : refuse(path));

/** At most `longest` UTF-16 units, well-formed. */
export function text(longest: number): Check<string> {
  return (value, path) => (typeof value === "string" && value.length <= longest && value.isWellFormed() ? value : refuse(path));
}

/** At most `longest` bytes. */
export function bytes(longest: number): Check<Uint8Array> {
  return (value, path) => (value instanceof Uint8Array && value.length <= longest ? value : refuse(path));
}

export function whole(least: number, most: number): Check<number> {
  return (value, path) => (Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most ? (value as number) : refuse(path));
}

export function oneOf<const T extends string>(...words: readonly T[]): Check<T> {
  return (value, path) => ((words as readonly unknown[]).includes(value) ? (value as T) : refuse(path));
}

export function listOf<T>(check: Check<T>, most: number): Check<readonly T[]> {
  // `Array.from` looks at holes too, where `map` would let them through
  return (value, path) => (Array.isArray(value) && value.length <= most ? Array.from(value, (one, i) => check(one, `${path}/${i}`)) : refuse(path));
}

export function optional<T>(check: Check<T>): Check<T | undefined> {
  return (value, path) => (value === undefined ? undefined : check(value, path));
}

type Checks = { readonly [member: string]: Check<unknown> };
type Answer<C> = C extends Check<infer T> ? T : never;
type Optional<C extends Checks> = { [member in keyof C]: undefined extends Answer<C[member]> ? member : never }[keyof C];
type Shape<C extends Checks> = { readonly [member in Exclude<keyof C, Optional<C>>]: Answer<C[member]> } & {
  readonly [member in Optional<C>]?: Answer<C[member]>;
};

/** Exactly these members; a member whose check takes `undefined` may be absent. */
export function shape<C extends Checks>(checks: C): Check<Shape<C>> {
  return (value, path) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return refuse(path);
    for (const member of Object.keys(value)) if (!Object.hasOwn(checks, member)) refuse(`${path}/${member.slice(0, 32)}`);
    const entries = Object.entries(checks).map(([member, check]) => [member, check((value as { [member: string]: unknown })[member], `${path}/${member}`)]);
    return Object.fromEntries(entries.filter(([, one]) => one !== undefined)) as Shape<C>;
  };
}

/** The alternative whose `kind` member (named by `tag`) is given. */
export function either<const Tag extends string, A extends { readonly [kind: string]: Check<unknown> }>(
  tag: Tag,
  alternatives: A,
): Check<{ [kind in keyof A]: Answer<A[kind]> }[keyof A]> {
  return (value, path) => {
    const kind = typeof value === "object" && value !== null ? (value as { readonly [tag: string]: unknown })[tag] : undefined;
    const check = typeof kind === "string" && Object.hasOwn(alternatives, kind) ? alternatives[kind] : undefined;
    return (check === undefined ? refuse(path) : check(value, path)) as never;
  };
}
