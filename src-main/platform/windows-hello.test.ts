import { describe, expect, test } from "vitest";
import { toExchangeError } from "../../src-shared/errors.ts";
import type { NativeFailure, WindowsHello } from "./native.ts";
import { nodePrimitives as p } from "./primitives.ts";
import { windowsHelloHardware, windowsIdentity } from "./windows-hello.ts";

const KEY = new Uint8Array(32).fill(7);
const GESTURE = { text: "open your vault" };

/** What is used of the addon: keys by name, each with a signature that is the same every time, as RSA PKCS#1 v1.5 has it. */
function fakeHello() {
  const keys = new Map<string, Uint8Array>();
  const identities = new Map<string, Uint8Array>();
  let answer: NativeFailure | undefined;
  const fail = (code: NativeFailure) => Object.assign(new Error(code), { code });
  const put = (into: Uint8Array, bytes: Uint8Array) => {
    into.set(bytes);
    return bytes.length;
  };
  const hello = {
    keyState: async () => "ready" as const,
    createKey: async (name: string) => void keys.set(name, p.random(32)),
    sign: async (name: string, challenge: Uint8Array, into: Uint8Array) => {
      const key = keys.get(name);
      if (answer !== undefined) throw fail(answer);
      if (key === undefined) throw fail("changed");
      return put(into, p.hkdfSha256(key, challenge, new Uint8Array(0), 256));
    },
    forgetKey: async (name: string) => void keys.delete(name),
    identityState: () => "ready" as const,
    createIdentity: async (name: string, into: Uint8Array) => {
      const { privateKey, publicKey } = p.generateSigningKey();
      identities.set(name, privateKey);
      return put(into, publicKey);
    },
    // the real one signs the digest itself; this one signs it as a message
    signIdentity: async (name: string, digest: Uint8Array, into: Uint8Array) => put(into, p.sign(identities.get(name) ?? new Uint8Array(32), digest)),
  };
  const says = (failure: NativeFailure | undefined) => {
    answer = failure;
  };
  return { hello: hello as unknown as WindowsHello, keys, says };
}

const codeOf = (work: Promise<unknown>) => work.then(String, (thrown: unknown) => toExchangeError(thrown).code);

describe("a key of Windows Hello", () => {
  test("gives back what it wrapped", async () => {
    const hardware = windowsHelloHardware(fakeHello().hello);
    expect(await hardware.unwrap(await hardware.wrap(KEY, GESTURE), GESTURE)).toEqual(KEY);
  });

  test("does not leave the key it wrapped in what is kept", async () => {
    const wrapped = await windowsHelloHardware(fakeHello().hello).wrap(KEY, GESTURE);
    expect(Buffer.from(wrapped).includes(Buffer.from(KEY))).toBe(false);
  });

  test("is removed again when the gesture for the first wrap is refused", async () => {
    const { hello, keys, says } = fakeHello();
    says("cancelled");
    await codeOf(windowsHelloHardware(hello).wrap(KEY, GESTURE));
    expect(keys.size).toBe(0);
  });

  test.each([
    ["cancelled", "presence.cancelled"],
    ["locked-out", "presence.locked-out"],
    ["changed", "hardware.changed"],
    ["failed", "hardware.unavailable"],
  ] satisfies [NativeFailure, string][])("ends with its own code when the system says %s", async (answer, code) => {
    const { hello, says } = fakeHello();
    const hardware = windowsHelloHardware(hello);
    const wrapped = await hardware.wrap(KEY, GESTURE);
    says(answer);
    expect(await codeOf(hardware.unwrap(wrapped, GESTURE))).toBe(code);
  });

  test.each([[0], [5], [20], [60]])("refuses what was changed at byte %d", async (at) => {
    const hardware = windowsHelloHardware(fakeHello().hello);
    const wrapped = await hardware.wrap(KEY, GESTURE);
    wrapped[at] = (wrapped[at] ?? 0) ^ 1;
    expect(await codeOf(hardware.unwrap(wrapped, GESTURE))).toBe("hardware.changed");
  });

  test("is not there any more after it was forgotten", async () => {
    const hardware = windowsHelloHardware(fakeHello().hello);
    const wrapped = await hardware.wrap(KEY, GESTURE);
    await hardware.forget(wrapped);
    expect(await codeOf(hardware.unwrap(wrapped, GESTURE))).toBe("hardware.changed");
  });
});

test("an identity of the platform's provider signs the digest of the message", async () => {
  const identity = windowsIdentity(fakeHello().hello);
  const { key, publicKey } = await identity.create();
  const message = Uint8Array.of(1, 2, 3);
  expect(p.verify(publicKey, p.sha256(message), await identity.sign(key, message))).toBe(true);
});
