// docs/protocol.md §6

import { describe, expect, it } from "vitest";
import { type CborValue, decodeCborMaps, encodeCbor } from "../cbor/codec.ts";
import { decodeKeyMessage, encodeKeyMessage, type KeyMessage } from "./key-message.ts";

const MESSAGE: KeyMessage = {
  transferId: new Uint8Array(16).fill(1),
  contentKey: new Uint8Array(32).fill(2),
  counts: { accounts: 1, collections: 0, items: 2, files: 0, credentials: { passkey: 1, totp: 1 } },
  binding: new Uint8Array(32).fill(3),
  digest: new Uint8Array(32).fill(4),
  moment: 1_773_014_400,
  stays: [
    { title: "Work key", type: "passkey", rpId: "work.example", reason: "bound to this device" },
    { title: "Card", type: "credit-card", reason: "policy" },
  ],
  complete: true,
  challenge: new Uint8Array(32).fill(5),
};

it("comes back as it went", () => {
  expect(decodeKeyMessage(encodeKeyMessage(MESSAGE))).toEqual(MESSAGE);
});

it("lists the first 200 of what stays, each cut to a line", () => {
  const stays = Array.from({ length: 300 }, () => ({ title: "t".repeat(500), type: "passkey", reason: "r".repeat(500) }));
  const read = decodeKeyMessage(encodeKeyMessage({ ...MESSAGE, stays })).stays;
  expect([read.length, read[0]?.title.length, read[0]?.reason.length]).toEqual([200, 64, 64]);
});

it("takes lines that are as long as they may be", () => {
  const stays = [{ title: "𝒦".repeat(32), type: "t".repeat(32), rpId: "鍵".repeat(64), reason: "r".repeat(64) }];
  expect(decodeKeyMessage(encodeKeyMessage({ ...MESSAGE, stays })).stays).toEqual(stays);
});

it("fits its message when everything that stays is in another script", () => {
  const stays = Array.from({ length: 300 }, () => ({ title: "鍵".repeat(500), type: "鍵".repeat(50), rpId: "鍵".repeat(90), reason: "鍵".repeat(500) }));
  expect(encodeKeyMessage({ ...MESSAGE, stays }).length).toBeLessThan(190_000);
});

describe("refuses", () => {
  const fields = decodeCborMaps(encodeKeyMessage(MESSAGE)) as Map<number, CborValue>;
  const changes: readonly (readonly [string, number, CborValue])[] = [
    ["a transfer id of 15 bytes", 1, new Uint8Array(15)],
    ["a content key of 31 bytes", 2, new Uint8Array(31)],
    ["counts that are a map", 3, new Map([["items", 1]])],
    ["counts with a member less", 3, [1, 0, 2, 0]],
    ["counts with an odd list of types", 3, [1, 0, 2, 0, ["passkey"]]],
    ["counts with a type twice", 3, [1, 0, 2, 0, ["totp", 1, "totp", 1]]],
    ["counts with a type that is a number", 3, [1, 0, 2, 0, [1, 1]]],
    ["a negative count", 3, [1, 0, -2, 0, []]],
    ["a binding that is text", 4, "x".repeat(32)],
    ["a moment that is text", 6, "now"],
    ["a moment before 1970", 6, -1],
    ["more than 200 that stay", 7, Array.from({ length: 201 }, () => ["", "", "", ""])],
    ["what stays without a reason", 7, [["a", "b", "c"]]],
    ["what stays with a number", 7, [["a", "b", "c", 1]]],
    ["what stays with a title of 65 characters", 7, [["a".repeat(65), "b", "c", "d"]]],
    ["what stays with a type of 33 characters", 7, [["a", "b".repeat(33), "c", "d"]]],
    ["what stays with an rpId of 65 characters", 7, [["a", "b", "c".repeat(65), "d"]]],
    ["what stays with a reason of 65 characters", 7, [["a", "b", "c", "d".repeat(65)]]],
    ["completeness that is a number", 8, 1],
    ["a field nobody knows", 9, 1],
  ];

  it.each(changes)("%s", (_, number, value) => {
    expect(() => decodeKeyMessage(encodeCbor(new Map([...fields, [number, value]])))).toThrow("counterpart.protocol-violation");
  });

  it("any field's absence", () => {
    const without = (number: number) => encodeCbor(new Map([...fields].filter(([key]) => key !== number)));
    const wrong = [...fields.keys()].filter((number) => {
      try {
        return decodeKeyMessage(without(number)) !== undefined;
      } catch {
        return false;
      }
    });
    expect(wrong).toEqual([]);
  });

  it("what is not CBOR", () => {
    expect(() => decodeKeyMessage(Uint8Array.of(0xff))).toThrow("counterpart.protocol-violation");
  });
});
