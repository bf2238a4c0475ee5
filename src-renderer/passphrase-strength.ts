// How long a passphrase holds against somebody who has a copy of the vault: an estimate by zxcvbn, which is only loaded where it is needed.

import type { ZxcvbnFactory } from "@zxcvbn-ts/core";

export const LEVELS = ["too-weak", "weak", "fair", "strong"] as const;
export type Level = (typeof LEVELS)[number];
export const DURATIONS = ["seconds", "minutes", "hours", "days", "months", "years", "centuries"] as const;
export type Duration = (typeof DURATIONS)[number];
export type Strength = { readonly level: Level; readonly lasts: Duration };

/** Against Argon2id as the vault uses it, with much hardware. */
const GUESSES_A_SECOND = 1e4;
/** More than that is strong whatever it is, and only costs time. */
const CHARACTERS = 100;
/** Log10 of the guesses from which a level begins. */
const WEAK = 6;
const FAIR = 10;
const STRONG = 13;
const SECONDS: readonly (readonly [Duration, number])[] = [
  ["centuries", 100 * 31_557_600],
  ["years", 31_557_600],
  ["months", 2_629_800],
  ["days", 86_400],
  ["hours", 3600],
  ["minutes", 60],
];

let estimator: Promise<ZxcvbnFactory> | undefined;

export async function passphraseStrength(passphrase: string): Promise<Strength> {
  estimator ??= loadEstimator();
  const { guessesLog10 } = (await estimator).check(passphrase.slice(0, CHARACTERS), ["keyferry", "vault", "tresor", "passphrase"]);
  return strengthOf(guessesLog10);
}

export function strengthOf(guessesLog10: number): Strength {
  const level = guessesLog10 < WEAK ? "too-weak" : guessesLog10 < FAIR ? "weak" : guessesLog10 < STRONG ? "fair" : "strong";
  const seconds = 10 ** guessesLog10 / GUESSES_A_SECOND;
  return { level, lasts: SECONDS.find(([, least]) => seconds >= least)?.[0] ?? "seconds" };
}

async function loadEstimator(): Promise<ZxcvbnFactory> {
  const [core, common, english] = await Promise.all([import("@zxcvbn-ts/core"), import("@zxcvbn-ts/language-common"), import("@zxcvbn-ts/language-en")]);
  return new core.ZxcvbnFactory({ dictionary: { ...common.dictionary, ...english.dictionary }, graphs: common.adjacencyGraphs });
}
