// `vault create --key-store` against a real Secret Service: gnome-keyring on a private session bus, in a home of its own.

import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Answers, ENTRY, type Ended, PASSPHRASE, runCli, temporaryDirectory } from "../harness/cli.ts";

const PROGRAMS = ["dbus-run-session", "gnome-keyring-daemon"];
const missing = PROGRAMS.filter((program) => spawnSync(program, ["--version"]).error !== undefined);
const reason = missing.length > 0 ? `not installed: ${missing.join(", ")}` : undefined;

const UNLOCKED = 'printf x | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; "$@"';
const NO_STORE = undefined;

/** The same home in every call of one test: what is kept in the key store stays there. */
function computer() {
  const home = temporaryDirectory();
  const runtime = join(home, "run");
  mkdirSync(runtime, { mode: 0o700 });
  const { DBUS_SESSION_BUS_ADDRESS: _, ...rest } = process.env;
  const env = {
    ...rest,
    HOME: home,
    XDG_RUNTIME_DIR: runtime,
    XDG_DATA_HOME: join(home, "data"),
    XDG_DATA_DIRS: join(home, "none"),
    GSETTINGS_BACKEND: "memory",
  };
  return (words: readonly string[], answers: Answers, session: string | undefined): Promise<Ended> => {
    const desktop = session === undefined ? [] : ["dbus-run-session", "--", "sh", "-c", session, "sh"];
    return runCli(words, { answers, env, command: [...desktop, process.execPath, ENTRY] });
  };
}

function prompts({ events }: Ended): readonly unknown[] {
  return events.filter(({ event }) => event === "prompt").map(({ kind }) => kind);
}

test.runIf(process.platform === "linux")(
  "the key store opens the vault without a question, and the passphrase does without the key store",
  async ({ skip }) => {
    skip(reason !== undefined, reason);
    const run = computer();
    const made = await run(["vault", "create", "--key-store"], { "new-passphrase": PASSPHRASE }, UNLOCKED);
    const unasked = await run(["vault", "digest"], {}, UNLOCKED);
    const asked = await run(["vault", "digest"], { passphrase: PASSPHRASE }, NO_STORE);
    expect([made.code, unasked.code, prompts(unasked), asked.code, prompts(asked)]).toEqual([0, 0, [], 0, ["passphrase"]]);
  },
);

test.runIf(process.platform === "linux")("without a key store nothing is made", async ({ skip }) => {
  skip(reason !== undefined, reason);
  const run = computer();
  const made = await run(["vault", "create", "--key-store"], { "new-passphrase": PASSPHRASE }, NO_STORE);
  const after = await run(["vault", "digest"], {}, NO_STORE);
  expect([made, after].map(({ events }) => events.at(-1)?.code)).toEqual(["key-store.unavailable", "vault.missing"]);
});
