// The picture on the receiving screen, there and back; and what is none.

import fc from "fast-check";
import { expect, test } from "vitest";
import { toExchangeError } from "../../src-shared/errors.ts";
import { type PairingPicture, pairingText, parseScanned } from "./pairing-picture.ts";

const PICTURE: PairingPicture = { addresses: ["192.168.1.20", "fd7a:115c:a1e0::9b2"], port: 51_820, id: "4fa2b90c11d83e07", code: "7KQ4-M2XD" };
const TEXT = "keyferry:?code=7KQ4M2XD&port=51820&at=192.168.1.20,fd7a:115c:a1e0::9b2&id=4fa2b90c11d83e07";

const refusal = (text: string) => {
  try {
    return parseScanned(text);
  } catch (thrown) {
    return toExchangeError(thrown).code;
  }
};

test("it says the code, the port, the addresses and the id", () => {
  expect(pairingText(PICTURE)).toBe(TEXT);
});

test("what it says is read again", () => {
  const letters = fc.string({ unit: fc.constantFrom(..."0123456789ABCDEFGHJKMNPQRSTVWXYZ"), minLength: 8, maxLength: 8 });
  const code = letters.map((one) => `${one.slice(0, 4)}-${one.slice(4)}`);
  const id = fc.stringMatching(/^[0-9a-f]{16}$/);
  const addresses = fc.array(fc.oneof(fc.ipV4(), fc.ipV6()), { minLength: 0, maxLength: 8 });
  const picture = fc.record({ addresses, port: fc.integer({ min: 1, max: 65_535 }), code, id });
  fc.assert(
    fc.property(picture, (one) => {
      expect(parseScanned(pairingText(one))).toEqual({ picture: one });
    }),
  );
});

test("an address that only this computer understands is left out", () => {
  expect(pairingText({ ...PICTURE, addresses: ["fe80::1%eth0", "10.0.0.2"] })).toContain("&at=10.0.0.2&");
});

test("the picture of the address alone is read as that address", () => {
  expect(parseScanned("keyferry:192.168.1.20:51820")).toEqual({ wanted: { host: "192.168.1.20", port: 51_820 } });
});

test.each([
  ["another program's", "https://example.org/"],
  ["nothing", ""],
  ["without its id", "keyferry:?code=7KQ4M2XD&port=51820&at=192.168.1.20"],
  ["with a letter no code has", TEXT.replace("7KQ4", "7KU4")],
  ["with port 0", TEXT.replace("51820", "0")],
  ["with port 65536", TEXT.replace("51820", "65536")],
  ["with a name instead of an address", TEXT.replace("192.168.1.20", "dead.beef")],
  ["with nine addresses", TEXT.replace("192.168.1.20", Array(8).fill("10.0.0.1").join(","))],
  ["with more behind", `${TEXT}&to=x`],
  ["far too long", `${TEXT.replace("192.168.1.20", "1".repeat(600))}`],
])("a picture %s is refused", (_, text) => {
  expect(refusal(text)).toBe("usage.invalid");
});
