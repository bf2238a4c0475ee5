import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import { toExchangeError } from "../../src-shared/errors.ts";
import type { NativeFailure, SecureEnclave } from "./native.ts";
import { nodePrimitives } from "./primitives.ts";
import { secureEnclaveHardware, secureEnclaveIdentity } from "./secure-enclave.ts";

const KEY = new Uint8Array(32).fill(7);
const GESTURE = { text: "open your vault" };

/** The addon's part of a Mac with a finger that says `answer`: it keeps keys by their tags. */
function fakeEnclave(answer?: NativeFailure) {
  const keys = new Map<string, Uint8Array>();
  const signing = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const shown: string[] = [];
  const put = (into: Uint8Array, bytes: Uint8Array) => {
    into.set(bytes);
    return bytes.length;
  };
  const fail = (code: NativeFailure) => Object.assign(new Error(code), { code });
  const enclave: SecureEnclave = {
    state: () => "ready",
    wrap: async (tag, key, into) => {
      keys.set(tag, Uint8Array.from(key));
      return put(into, Uint8Array.of(9, 9));
    },
    unwrap: async (tag, _wrapped, reason, into) => {
      shown.push(reason);
      const key = keys.get(tag);
      if (answer !== undefined) throw fail(answer);
      if (key === undefined) throw fail("changed");
      return put(into, key);
    },
    forget: async (tag) => void keys.delete(tag),
    createIdentity: async (_tag, into) => put(into, signing.publicKey.export({ format: "der", type: "spki" }).subarray(-64)),
    sign: async (_tag, message, into) => put(into, sign("sha256", message, createPrivateKey(signing.privateKey.export({ format: "pem", type: "pkcs8" })))),
  };
  return { enclave, shown, keys, publicKey: createPublicKey(signing.publicKey.export({ format: "pem", type: "spki" })) };
}

const codeOf = (work: Promise<unknown>) => work.then(String, (thrown: unknown) => toExchangeError(thrown).code);

describe("a key in the Secure Enclave", () => {
  test("gives back what it wrapped", async () => {
    const hardware = secureEnclaveHardware(fakeEnclave().enclave);
    expect(await hardware.unwrap(await hardware.wrap(KEY, GESTURE), GESTURE)).toEqual(KEY);
  });

  test("shows the words it was given in the prompt", async () => {
    const { enclave, shown } = fakeEnclave();
    const hardware = secureEnclaveHardware(enclave);
    await hardware.unwrap(await hardware.wrap(KEY, GESTURE), GESTURE);
    expect(shown).toEqual(["open your vault"]);
  });

  test("is another for every key it wraps", async () => {
    const { enclave, keys } = fakeEnclave();
    const hardware = secureEnclaveHardware(enclave);
    await hardware.wrap(KEY, GESTURE);
    await hardware.wrap(KEY, GESTURE);
    expect(keys.size).toBe(2);
  });

  test("is not there any more after it was forgotten", async () => {
    const hardware = secureEnclaveHardware(fakeEnclave().enclave);
    const wrapped = await hardware.wrap(KEY, GESTURE);
    await hardware.forget(wrapped);
    expect(await codeOf(hardware.unwrap(wrapped, GESTURE))).toBe("hardware.changed");
  });

  test.each([
    ["cancelled", "presence.cancelled"],
    ["denied", "presence.denied"],
    ["locked-out", "presence.locked-out"],
    ["changed", "hardware.changed"],
    ["unavailable", "hardware.unavailable"],
    ["failed", "hardware.unavailable"],
  ] satisfies [NativeFailure, string][])("ends with its own code when the system says %s", async (answer, code) => {
    const hardware = secureEnclaveHardware(fakeEnclave(answer).enclave);
    expect(await codeOf(hardware.unwrap(await hardware.wrap(KEY, GESTURE), GESTURE))).toBe(code);
  });

  test.each([[new Uint8Array(0)], [new Uint8Array(30).fill(2)]])("refuses what it did not make", async (wrapped) => {
    expect(await codeOf(secureEnclaveHardware(fakeEnclave().enclave).unwrap(wrapped, GESTURE))).toBe("hardware.changed");
  });
});

test("an identity in the Secure Enclave signs what its public key verifies", async () => {
  const identity = secureEnclaveIdentity(fakeEnclave().enclave);
  const { key, publicKey } = await identity.create();
  const message = Uint8Array.of(1, 2, 3);
  expect(nodePrimitives.verify(publicKey, message, await identity.sign(key, message))).toBe(true);
});
