// A TPM 2.0 as what keeps a vault's key: sealed in the chip's own form under a PIN, and wrong PINs count towards the chip's lock-out.
// PIN and key reach the tools through pipes and memory; on the chip's bus the PIN is an HMAC key and the vault's key travels encrypted.

import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { concat, utf8, wipe } from "../../src-shared/bytes.ts";
import { ExchangeError } from "../../src-shared/errors.ts";
import type { Gesture, HardwareState, KeyHardware } from "../../src-shared/vault/ports.ts";
import { SECRET_FILE, TpmFailure, type TpmPlace, type TpmTools } from "./tpm-tools.ts";

const KEY = 32;
/** The first byte of what is kept. */
const VERSION = 1;
const MOST_PART = 1024;
const PURPOSE = utf8("keyferry tpm pin v1\0");

/** TPM 2.0 Part 2, 6.6.3: without the number of the handle, session or parameter it is about. */
const AUTH_FAIL = 0x8e;
const LOCKED_OUT = 0x921;
/** Warnings: the chip has no room or no time just now. */
const isPassing = (response: number) => (response & 0x980) === 0x900;

export function tpmHardware(tools: TpmTools): KeyHardware {
  return {
    provider: "tpm",
    state: async () => (await look(tools)).state,
    trouble: async () => (await look(tools)).trouble,
    wrap: (key, gesture) => withPin(gesture, (pin) => tools.sequence((place) => told(place, () => seal(place, key, pin)))),
    unwrap: (wrapped, gesture) => withPin(gesture, (pin) => tools.sequence((place) => told(place, () => unseal(place, wrapped, pin)))),
    forget: async () => {}, // all of it is in what is kept
  };
}

/** Asks the chip for its state. Never throws. */
export async function look(tools: TpmTools): Promise<{ readonly state: HardwareState; readonly trouble?: string }> {
  const trouble = await tools.trouble();
  if (trouble !== undefined) return { state: "unavailable", trouble };
  try {
    const { inLockout, owned } = await tools.sequence(properties);
    if (owned) return { state: "unavailable", trouble: "owner-password" };
    return { state: inLockout ? "locked-out" : "ready" };
  } catch (thrown) {
    return { state: "unavailable", trouble: thrown instanceof ExchangeError ? (thrown.detail ?? "no-answer") : "no-answer" };
  }
}

async function seal(place: TpmPlace, key: Uint8Array, pin: Uint8Array): Promise<Uint8Array> {
  if (key.length !== KEY) throw new ExchangeError("internal.bug", { detail: "key length" });
  await primary(place);
  return inSession(place, async (session) => {
    const attributes = "fixedtpm|fixedparent|userwithauth"; // not noda: wrong PINs count
    const args = ["-C", place.file("primary"), "-P", `session:${session}`, "-a", attributes, "-i", "-", "-p", `file:${SECRET_FILE}`];
    return created(place, args, { input: key, secret: pin });
  });
}

async function unseal(place: TpmPlace, wrapped: Uint8Array, pin: Uint8Array): Promise<Uint8Array> {
  await primary(place);
  await load(place, wrapped);
  return inSession(place, async (session) => {
    const key = await place.run("tpm2_unseal", ["-c", place.file("object"), "-p", "file:-", "-S", session], { input: pin });
    if (key.length === KEY) return key;
    wipe(key);
    throw new ExchangeError("hardware.changed", { detail: "key length" });
  });
}

/** The storage key of the owner's hierarchy: the same each time, until the chip is cleared. It works in a lock-out too. */
export async function primary(place: TpmPlace): Promise<void> {
  const attributes = "restricted|decrypt|fixedtpm|fixedparent|sensitivedataorigin|userwithauth|noda";
  await place.run("tpm2_createprimary", ["-Q", "-C", "o", "-g", "sha256", "-G", "ecc256:aes128cfb", "-a", attributes, "-c", place.file("primary")]);
}

/** What is kept of a new object under the primary: version || TPM2B_PUBLIC || TPM2B_PRIVATE. */
export async function created(place: TpmPlace, args: readonly string[], given: Parameters<TpmPlace["run"]>[2] = {}): Promise<Uint8Array> {
  const [publicPart, privatePart] = [place.file("public"), place.file("private")];
  await place.run("tpm2_create", ["-Q", "-g", "sha256", ...args, "-u", publicPart, "-r", privatePart], given);
  return concat(Uint8Array.of(VERSION), await readFile(publicPart), await readFile(privatePart));
}

/** As the context `object`. Throws `hardware.changed` when it is not this chip's. */
export async function load(place: TpmPlace, kept: Uint8Array): Promise<void> {
  const publicLength = kept.length < 3 ? 0 : 2 + uint16At(kept, 1);
  const publicPart = kept.subarray(1, 1 + publicLength);
  const privatePart = kept.subarray(1 + publicLength);
  const whole = privatePart.length > 2 && privatePart.length === 2 + uint16At(privatePart, 0);
  if (kept[0] !== VERSION || !whole || publicPart.length > MOST_PART || privatePart.length > MOST_PART) throw new ExchangeError("hardware.changed");
  await writeFile(place.file("public"), publicPart, { mode: 0o600 });
  await writeFile(place.file("private"), privatePart, { mode: 0o600 });
  try {
    await place.run("tpm2_load", ["-Q", "-C", place.file("primary"), "-u", place.file("public"), "-r", place.file("private"), "-c", place.file("object")]);
  } catch (thrown) {
    if (!(thrown instanceof TpmFailure) || (thrown.response !== undefined && isPassing(thrown.response))) throw thrown;
    throw new ExchangeError("hardware.changed", { cause: thrown });
  }
}

/** A salted session that encrypts what the chip is told and what it answers. */
async function inSession<T>(place: TpmPlace, work: (session: string) => Promise<T>): Promise<T> {
  const session = place.file("session");
  await place.run("tpm2_startauthsession", ["--hmac-session", "--tpmkey-context", place.file("primary"), "-S", session]);
  try {
    await place.run("tpm2_sessionconfig", [session, "--enable-encrypt", "--enable-decrypt"]);
    return await work(session);
  } finally {
    await place.run("tpm2_flushcontext", [session]);
  }
}

/** The chip's failures by the product's codes. */
export async function told<T>(place: TpmPlace, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof TpmFailure)) throw thrown;
    const { response = 0 } = thrown;
    const wrongPin = (response & 0xbf) === AUTH_FAIL;
    if (!wrongPin && response !== LOCKED_OUT)
      throw new ExchangeError("hardware.unavailable", { detail: response > 0 ? `0x${response.toString(16)}` : "no-answer", cause: thrown });
    const { inLockout, seconds } = await properties(place);
    if (wrongPin && !inLockout) throw new ExchangeError("hardware.wrong-pin");
    throw new ExchangeError("hardware.locked-out", seconds > 0 ? { detail: `${seconds} s` } : {});
  }
}

/** `seconds`: after so many the chip takes one more try. `owned`: an administrator keeps its storage under a password, and nothing can be kept there without it. */
async function properties(place: TpmPlace): Promise<{ readonly inLockout: boolean; readonly seconds: number; readonly owned: boolean }> {
  const text = Buffer.from(await place.run("tpm2_getcap", ["properties-variable"])).toString("utf8");
  const value = (name: string) => Number(new RegExp(`^\\s*${name}:\\s*(0x[0-9a-f]+|\\d+)\\s*$`, "im").exec(text)?.[1]);
  const inLockout = value("inLockout");
  if (Number.isNaN(inLockout)) throw new ExchangeError("hardware.unavailable", { detail: "no-answer" });
  return { inLockout: inLockout === 1, seconds: value("TPM2_PT_LOCKOUT_INTERVAL") || 0, owned: value("ownerAuthSet") === 1 };
}

/** The chip's own secret for a PIN, as text: any PIN fits, and no PIN is read as one of the tools' own forms. */
async function withPin<T>({ pin }: Gesture, work: (secret: Uint8Array) => Promise<T>): Promise<T> {
  if (pin === undefined) throw new ExchangeError("internal.bug", { detail: "no PIN" });
  const digest = pin.use((bytes) => createHash("sha256").update(PURPOSE).update(bytes).digest());
  const secret = asHex(digest.subarray(0, 16));
  wipe(digest);
  return work(secret).finally(() => wipe(secret));
}

/** Without a string, which could not be overwritten. */
function asHex(bytes: Uint8Array): Uint8Array {
  const digits = utf8("0123456789abcdef");
  const out = new Uint8Array(bytes.length * 2);
  for (const [at, byte] of bytes.entries()) out.set([digits[byte >> 4] ?? 0, digits[byte & 15] ?? 0], at * 2);
  return out;
}

function uint16At(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}
