// Calls to the key store in a process of its own, to see what they do to the rest of it.
//
//   node key-store-calls.ts adapter|keytar <calls> <unlock deadline in milliseconds> <name>
//
// stdout, in JSON lines: "calling", then at every line of stdin "trying" and, as they end, "read" (a file), "hashed" (a passphrase);
// for each call "settled" with its result: "key", "nothing" or an error's code. It ends when all calls have settled and stdin has ended.

import { scrypt } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { keytarKeyStore } from "../../src-main/platform/keystore-keytar.ts";
import { toExchangeError } from "../../src-shared/errors.ts";

const SERVICE = "app.keyferry";
const [how, calls = "1", deadline = "60000", name = ""] = process.argv.slice(2);
const store = keytarKeyStore({ service: SERVICE, unlockDeadline: Number(deadline) });

for (let call = 0; call < Number(calls); call++) {
  void get()
    .then((found) => (found ? "key" : "nothing"))
    .catch((thrown) => toExchangeError(thrown).code)
    .then((result) => say("settled", { result }));
}
say("calling");
for await (const _ of createInterface({ input: process.stdin })) {
  say("trying");
  void readFile(import.meta.filename).then(() => say("read"));
  void promisify(scrypt)("passphrase", "salt", 32).then(() => say("hashed"));
}

async function get(): Promise<boolean> {
  if (how === "adapter") return (await store.get(name)).length > 0;
  const { default: keytar } = await import("keytar");
  return (await keytar.getPassword(SERVICE, name)) !== null;
}

function say(event: string, more: { readonly [member: string]: string } = {}): void {
  process.stdout.write(`${JSON.stringify({ event, ...more })}\n`);
}
