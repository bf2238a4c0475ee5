// The self-test in English, for a terminal: each subject's name, one sentence for each finding, and one next step where there is one.

import { REMEDY } from "../../src-shared/errors.ts";
import type { SELF_TEST, SelfTestRow, SelfTestSubject } from "../../src-shared/ipc/views-self-test.ts";

type Words = { readonly text: string; readonly next?: string };
type Table = { readonly [S in SelfTestSubject]: { readonly [F in (typeof SELF_TEST)[S][number]]: Words } };

const NAMES: Record<SelfTestSubject, string> = {
  "vault-file": "vault file",
  memory: "memory",
  "key-store": "key store",
  hardware: "security chip",
  identity: "this computer's identity",
  unlock: "to open the vault",
  export: "to send",
  import: "to receive",
  reveal: "to show a secret",
  screen: "screen",
  clipboard: "clipboard",
  package: "this program",
};

const ADD_WAY = "Set a passphrase and a recovery key, so that losing one does not lose the vault.";
const NO_CHIP = "The passphrase protects the vault alone, at the cost that guessing takes.";

const WORDS: Table = {
  "vault-file": {
    "two-ways": { text: "Sealed with AES-256; a passphrase (Argon2id) and a recovery key open it. Only you can read the file." },
    "one-way": { text: "Sealed with AES-256, but only one thing you could type opens it.", next: ADD_WAY },
    readable: {
      text: "Sealed, but others on this computer may read the sealed file and guess.",
      next: "Take their permission from the vault's folder (chmod -R go= …).",
    },
  },
  memory: {
    closed: { text: "The key lies in guarded memory, and other programs of yours cannot read this one. An administrator can." },
    guarded: {
      text: "The key lies in guarded memory, but this system lets other programs of yours read this one.",
      next: "Lock the vault when you do not use it.",
    },
    ordinary: {
      text: "The key lies in ordinary memory: other programs of yours may read it, and it may reach the swap file.",
      next: "Install Keyferry's package, which brings the part that guards memory.",
    },
  },
  "key-store": {
    unused: { text: "It holds no key of this vault." },
    readable: { text: "It opens the vault, and other programs that run as you can read that key too.", next: "Take it out: keyferry vault slots remove." },
    "asks-others": { text: "It opens the vault; another program that wants that key has to ask you." },
    locked: { text: "It should open the vault, but it is locked." },
    missing: { text: "It should open the vault, but does not hold its key any more.", next: "Take it out and put it in again." },
    unavailable: { text: "It should open the vault, but cannot be used here." },
  },
  hardware: {
    ready: { text: "It opens the vault with your PIN or your finger, and locks itself after wrong ones." },
    unused: { text: "There is one and it holds no key of this vault.", next: "Let it: keyferry vault slots add." },
    "locked-out": { text: "It has locked itself after wrong PINs." },
    "no-device": { text: "This computer has none that holds this vault's key.", next: NO_CHIP },
    "no-tools": { text: "There may be one, but the programs that talk to it are not installed.", next: "Install tpm2-tools." },
    "no-permission": { text: "There is one, but you may not use it.", next: "Have the administrator put you into the group tss." },
    unavailable: { text: "It cannot be used here.", next: NO_CHIP },
  },
  identity: {
    hardware: { text: "The key by which others know this computer cannot leave its security chip." },
    software: { text: "The key by which others know this computer is sealed in the vault: a copy of the vault has it too." },
  },
  unlock: {
    typed: { text: "Somebody has to type or show what only you have." },
    prompt: { text: "The system asks before the key store opens it." },
    unasked: { text: "The key store opens it without asking anybody, because the system cannot ask." },
  },
  export: {
    both: { text: "The system asks, and your passphrase is needed as well." },
    prompt: { text: "The system asks; a yes to its prompt is enough.", next: "Have the passphrase asked as well, in the settings." },
    passphrase: { text: "Your passphrase is needed. The system's own prompt cannot be had." },
  },
  import: {
    prompt: { text: "The system asks." },
    passphrase: { text: "Your passphrase is needed. The system's own prompt cannot be had." },
  },
  reveal: {
    prompt: { text: "The system asks each time." },
    passphrase: { text: "Your passphrase is needed each time. The system's own prompt cannot be had." },
    unasked: { text: "While the vault is open nobody is asked.", next: "Have it asked, in the settings." },
  },
  screen: {
    asks: { text: "Another program has to ask you before it may record what you show." },
    shared: { text: "Every program on this display (X11) can see what you show and read what you type.", next: "Log in to a Wayland session." },
    open: { text: "Every program that runs as you can record what you show.", next: "Show a secret only as long as you need it." },
  },
  clipboard: {
    marked: { text: "What you copy is taken off again and marked, so that histories leave it out if they heed the mark." },
    unmarked: { text: "What you copy is taken off again, but a history may keep it: it cannot be marked here." },
    stays: { text: "What you copy stays until you copy something else.", next: "Have it cleared after a time, in the settings." },
  },
  package: {
    installed: { text: "It was installed as a package of this system." },
    portable: { text: "It runs without being installed, so the system does not know its rules.", next: "Install Keyferry's package." },
    source: { text: "It runs from its sources, which every program of yours may change.", next: "Install Keyferry's package." },
  },
};

export type SelfTestWords = { readonly name: string; readonly text: string; readonly next?: string };

/** The next step of a code stands before that of a finding: it knows the cause. */
export function selfTestWords(row: SelfTestRow): SelfTestWords {
  const findings: { readonly [finding: string]: Words } = WORDS[row.subject];
  const { text, next } = findings[row.finding] as Words;
  const step = row.code === undefined ? next : REMEDY[row.code];
  return { name: NAMES[row.subject], text, ...(step !== undefined && { next: step }) };
}
