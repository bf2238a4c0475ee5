// A vault that opens by passphrase, key store and recovery key, in the home of a place (os-services.ts), and whether it is still what it was.

import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { freshFolder, type OnEnd } from "./app.ts";
import { type Answers, type Ended, PASSPHRASE, runCli } from "./cli.ts";
import { INSIDE, type KeyringState, openPlace, type Place } from "./os-services.ts";
import { PlaceKeyring } from "./place-keyring.ts";

/** Its home, to be copied into places, and what has to be the same in all of them. */
export type EnrolledVault = { readonly home: string; readonly recoveryKey: string; readonly kept: Kept };

export type Kept = {
  /** The key slots as they rest in the file. */
  readonly header: string;
  /** Of all items, as the passphrase opens them. */
  readonly digest: unknown;
  /** What the key ring holds for Keyferry, with its times; nothing when there is no ring. */
  readonly keyring: string;
};

/** Nobody has to approve: that is not what these tests are about. */
const NO_POLICIES: readonly string[] = [];

export class EnrolledPlace {
  readonly place: Place;
  readonly ring: PlaceKeyring;
  readonly vault: string;

  constructor(place: Place) {
    this.place = place;
    this.ring = new PlaceKeyring(place);
    this.vault = join(place.home, "vault");
  }

  /** The words that start the command line in the place. */
  get command(): readonly string[] {
    const env = { NODE_COMPILE_CACHE: join(this.place.home, ".cache/node") }; // copied with the home
    return this.place.command(INSIDE.node, [join(INSIDE.project, "src-main/cli/main.ts")], { env });
  }

  /** `keyferry <words> --vault …`, by events. */
  cli(words: readonly string[], answers: Answers = {}): Promise<Ended> {
    return runCli([...words, "--vault", this.vault], { answers, command: this.command });
  }

  /** The same as a person without a keyboard would run it: what it says to her, and no answer to what it asks. */
  async saysToPerson(words: readonly string[]): Promise<string> {
    const { stdout, stderr } = await runCli([...words, "--vault", this.vault], { json: false, command: this.command });
    return `${stdout}${stderr}`;
  }

  /** With the key ring `in` that state, to look into it. */
  async kept(keyring: KeyringState = "unlocked"): Promise<Kept> {
    const header = headerOf(this.vault);
    await this.place.keyring("no-bus");
    const { events, stderr } = await this.cli(["vault", "digest"], { passphrase: PASSPHRASE });
    const digest = events.find(({ event }) => event === "digest");
    if (digest === undefined) throw new Error(`the passphrase does not open the vault: ${JSON.stringify(events)} ${stderr}`);
    await this.place.keyring(keyring);
    return { header, digest: digest.hex, keyring: await this.ring.contents() };
  }
}

/** Makes the vault in a place of its own. */
export async function enrolVault(onEnd: OnEnd): Promise<EnrolledVault> {
  const enrolled = new EnrolledPlace(await openPlace({ policies: NO_POLICIES, onEnd }));
  const { events, stderr } = await enrolled.cli(["vault", "create", "--key-store"], { "new-passphrase": PASSPHRASE });
  const made = events.find(({ event }) => event === "recovery-key");
  if (made === undefined) throw new Error(`no vault: ${JSON.stringify(events)} ${stderr}`);
  const kept = await enrolled.kept();
  await enrolled.place.close();
  const home = freshFolder("home", onEnd);
  cpSync(enrolled.place.home, home, { recursive: true, preserveTimestamps: true });
  return { home, recoveryKey: String(made.key), kept };
}

/** A place whose home has that vault, and the key ring with its key. */
export async function placeWith({ home }: EnrolledVault, keyring: KeyringState): Promise<EnrolledPlace> {
  return new EnrolledPlace(await openPlace({ keyring, home, policies: NO_POLICIES }));
}

function headerOf(vault: string): string {
  // a copy, as opening it may leave files of this user
  const copy = mkdtempSync(join(tmpdir(), "keyferry-header-"));
  cpSync(vault, copy, { recursive: true });
  const database = new DatabaseSync(join(copy, "vault.db"));
  const row = database.prepare("SELECT hex(value) AS header FROM single WHERE name = 'header'").get();
  database.close();
  rmSync(copy, { recursive: true });
  return String(row?.header);
}
