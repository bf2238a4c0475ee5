// Which ways open a vault, and what is said when one of them did not.

import type { ErrorCode } from "../../../src-shared/errors.ts";
import type { UnlockWay } from "../../../src-shared/ipc/views-app.ts";
import type { Fill } from "../../text/text.tsx";

const ORDER: readonly UnlockWay[] = ["passphrase", "tpm", "secure-enclave", "windows-hello", "key-store", "recovery-key"];

/** The passphrase when there is one: it is what people have in their fingers. */
export function firstWay(ways: readonly UnlockWay[]): UnlockWay {
  return ORDER.find((way) => ways.includes(way)) ?? "passphrase";
}

export function otherWays(ways: readonly UnlockWay[], current: UnlockWay): readonly UnlockWay[] {
  return ORDER.filter((way) => way !== current && ways.includes(way));
}

/** False where pressing the button is all there is to do: the rest is asked by the system. */
export function isTyped(way: UnlockWay): way is "passphrase" | "recovery-key" | "tpm" {
  return way === "passphrase" || way === "recovery-key" || way === "tpm";
}

export function problemWords(text: Fill, code: ErrorCode, way: UnlockWay, others: number): string {
  if (code !== "vault.wrong-key" || !(way === "passphrase" || way === "recovery-key")) return text(`error.${code}`);
  if (way === "recovery-key") return text("unlock.wrong.recovery-key");
  return text(others === 0 ? "unlock.wrong.only" : "unlock.wrong.passphrase");
}
