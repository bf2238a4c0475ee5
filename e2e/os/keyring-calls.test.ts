// Calls to a locked key ring whose prompt is on the screen: what they do to the rest of the process, and that nobody waits for ever.

import { expect, onTestFinished, test } from "vitest";
import { LineProcess } from "../harness/line-process.ts";
import { INSIDE, openPlace, type Place, placeMissing } from "../harness/os-services.ts";
import { PlaceKeyring } from "../harness/place-keyring.ts";

const NAME = "a key";
/** As many as libuv has threads for files, passphrases and whatever else blocks. */
const CALLS = 4;

/** A place with a key in its locked key ring. */
async function lockedPlace(): Promise<{ readonly place: Place; readonly ring: PlaceKeyring }> {
  const place = await openPlace({ keyring: "unlocked" });
  const key = Buffer.alloc(32, 1).toString("base64");
  await place.run("secret-tool", ["store", "--label=a key", "xdg:schema", "org.freedesktop.Secret.Generic", "service", "app.keyferry", "account", NAME], {
    input: key,
  });
  await place.keyring("locked");
  return { place, ring: new PlaceKeyring(place) };
}

async function calling(place: Place, how: "adapter" | "keytar", calls: number, deadline = 60_000): Promise<LineProcess> {
  const words = [`${INSIDE.project}/e2e/harness/key-store-calls.ts`, how, String(calls), String(deadline), NAME];
  const [program = "", ...args] = place.command(INSIDE.node, words);
  const process = new LineProcess(program, args);
  onTestFinished(() => process.kill()); // keytar's calls may never end
  await process.line("calling");
  return process;
}

function results(process: LineProcess): readonly unknown[] {
  return process.lines.filter(({ event }) => event === "settled").map(({ result }) => result);
}

test.skipIf(placeMissing !== undefined)(
  `four calls wait for the prompt, and files and passphrases go on meanwhile (${placeMissing ?? "in a place"})`,
  async () => {
    const { place, ring } = await lockedPlace();
    const process = await calling(place, "adapter", CALLS);
    await ring.prompted();
    process.tell("try");
    await Promise.all([process.line("read"), process.line("hashed")]);
    const before = results(process);
    await ring.answer(place.keyringPassword);
    await process.line("settled", CALLS);
    expect([before, results(process)]).toEqual([[], Array(CALLS).fill("key")]);
  },
);

test.skipIf(placeMissing !== undefined)(
  "four calls of keytar alone stop both until one of them has ended, and that one calls a locked key missing",
  async () => {
    const { place, ring } = await lockedPlace();
    const process = await calling(place, "keytar", CALLS);
    await ring.prompted();
    process.tell("try");
    await process.line("trying");
    await ring.dismiss();
    await Promise.all([process.line("read"), process.line("hashed")]);
    const order = process.lines.map(({ event }) => event).filter((event) => event !== "calling");
    expect([order.slice(0, 2), results(process)[0]]).toEqual([["trying", "settled"], "nothing"]);
  },
);

test.skipIf(placeMissing !== undefined)("a prompt that nobody answers is taken away at its deadline", async () => {
  const { place, ring } = await lockedPlace();
  const process = await calling(place, "adapter", 1, 3000);
  await ring.prompted();
  await process.line("settled");
  await ring.unprompted();
  expect(results(process)).toEqual(["key-store.locked"]);
});
