// What a Bluetooth controller was told to put on air, out of the record that btmon writes (btsnoop, format 2001: the kernel's monitor).

import { globSync, readFileSync } from "node:fs";

/** One structure of advertising data: its kind by the assigned numbers, and its bytes as hexadecimal digits. */
export type Aired = { readonly kind: number; readonly hex: string };

const [FILE_HEAD, RECORD_HEAD] = [16, 24];
const COMMAND = 2;
/** LE Set Advertising Data and Scan Response Data; the later ones have four bytes more before the length, of which the last is it. */
const LEGACY = [0x2008, 0x2009];
const EXTENDED = [0x2037, 0x2038];

/** Every structure that was set, as often as it was; `controller` by its number, `files` with wildcards. */
export function airedBy(controller: number, files: string): readonly Aired[] {
  return globSync(files).flatMap((file) => recorded(controller, readFileSync(file)));
}

function recorded(controller: number, bytes: Buffer): readonly Aired[] {
  const aired: Aired[] = [];
  for (let at = FILE_HEAD; at + RECORD_HEAD <= bytes.length; ) {
    const length = bytes.readUInt32BE(at + 4);
    const flags = bytes.readUInt32BE(at + 8);
    if (at + RECORD_HEAD + length > bytes.length) break; // it was not written to its end
    const packet = bytes.subarray(at + RECORD_HEAD, at + RECORD_HEAD + length);
    if (flags === controller * 0x10000 + COMMAND) aired.push(...structures(dataOf(packet)));
    at += RECORD_HEAD + length;
  }
  return aired;
}

/** The advertising data of a command; empty for another command. */
function dataOf(command: Buffer): Buffer {
  const opcode = command.readUInt16LE(0);
  const lengthAt = LEGACY.includes(opcode) ? 3 : EXTENDED.includes(opcode) ? 6 : undefined;
  if (lengthAt === undefined) return Buffer.alloc(0);
  return command.subarray(lengthAt + 1, lengthAt + 1 + command.readUInt8(lengthAt));
}

function structures(data: Buffer): readonly Aired[] {
  const found: Aired[] = [];
  for (let at = 0; at < data.length && data.readUInt8(at) > 0; at += 1 + data.readUInt8(at)) {
    found.push({ kind: data.readUInt8(at + 1), hex: data.toString("hex", at + 2, at + 1 + data.readUInt8(at)) });
  }
  return found;
}
