// Which ways open a vault, and what is said when one of them did not.

import type { ErrorCode } from "../../../src-shared/errors.ts";
import type { UnlockWay } from "../../../src-shared/ipc/views-app.ts";
import type { CallError } from "../../api.ts";
import type { Fill } from "../../text/text.tsx";

/** What the owner set up to be quick comes first, what lies on paper last. */
const ORDER: readonly UnlockWay[] = ["tpm", "secure-enclave", "windows-hello", "passphrase", "key-store", "recovery-key"];

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

/** After one of these the hardware opens nothing for now, and another way is shown at once. */
const CLOSED: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["hardware.locked-out", "hardware.unavailable", "hardware.changed"]);

/** The way to show after `way` ended with `code`: what is typed and in the head, when this one is closed. */
export function wayAfter(ways: readonly UnlockWay[], way: UnlockWay, code: ErrorCode): UnlockWay {
  if (!CLOSED.has(code)) return way;
  return (["passphrase", "recovery-key"] as const).find((one) => ways.includes(one)) ?? way;
}

type Ended = Pick<CallError, "code" | "detail">;

/** `others`: how many other ways there are. */
export function problemWords(text: Fill, { code, detail }: Ended, way: UnlockWay, others: number): string {
  const seconds = Number.parseInt(detail ?? "", 10);
  if (code === "hardware.locked-out" && seconds > 0) return text("unlock.lockedOut", { minutes: Math.ceil(seconds / 60) });
  if (code !== "vault.wrong-key" || !(way === "passphrase" || way === "recovery-key" || way === "key-store")) return text(`error.${code}`);
  if (way !== "passphrase") return text(`unlock.wrong.${way}`);
  return text(others === 0 ? "unlock.wrong.only" : "unlock.wrong.passphrase");
}
