// Finding one's way in an encoded list view without decoding it: what sorting, searching and counting need of a hundred thousand of them. stored-view.ts

/** The places of its members. */
export const MEMBER = {
  order: 2,
  addedAt: 3,
  trashedAt: 4,
  title: 10,
  urls: 13,
  kinds: 14,
  favorite: 15,
  tags: 16,
  modifiedAt: 17,
} as const;

const NULL = 0xf6;
const TRUE = 0xf5;
const LIST = 4;

/** Where the member stands. Every function here is for bytes that `encodeView` made and a page kept, and checks nothing. */
export function memberAt(bytes: Uint8Array, view: number, place: number): number {
  return behind(bytes, view + 1, place);
}

/** Where the bytes go on after `count` items of CBOR. */
export function behind(bytes: Uint8Array, at: number, count = 1): number {
  let next = at;
  for (let i = 0; i < count; i++) {
    const head = bytes[next] as number;
    if (head < 24 || head >= 0xe0) next++;
    else if (head >= 0x40 && head < 0x80 && (head & 31) < 24) next += 1 + (head & 31);
    else next = behindLong(bytes, next);
  }
  return next;
}

function behindLong(bytes: Uint8Array, at: number): number {
  const type = (bytes[at] as number) >> 5;
  const content = contentAt(bytes, at);
  if (type < 2) return content;
  const size = sizeAt(bytes, at);
  return type === LIST ? behind(bytes, content, size) : content + size;
}

/** An integer's value, a text's or byte string's length, a list's members. */
export function sizeAt(bytes: Uint8Array, at: number): number {
  const low = (bytes[at] as number) & 31;
  if (low < 24) return low;
  let value = 0;
  for (let i = at + 1; i < contentAt(bytes, at); i++) value = value * 256 + (bytes[i] as number);
  return value;
}

/** Behind the head. */
export function contentAt(bytes: Uint8Array, at: number): number {
  const low = (bytes[at] as number) & 31;
  return low < 24 ? at + 1 : at + 1 + (1 << (low - 24));
}

export function isNull(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === NULL;
}

export function isTrue(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === TRUE;
}
