// How failures are called and how loud they are.

import { expect, test } from "vitest";
import type { FailureView } from "../../src-shared/ipc/views-transfer.ts";
import { failureTitle, failureTone, waitOf } from "./failure-words.ts";

const failure = (part: Partial<FailureView>): FailureView => ({ code: "internal.bug", suspicious: false, disclosed: false, ...part });

test.each<[Partial<FailureView>, string]>([
  [{ code: "owner.cancelled" }, "transfer.failed.stopped"],
  [{ code: "transport.unreachable" }, "transfer.failed.unreachable"],
  [{ code: "bluetooth.off" }, "transfer.failed.unreachable"],
  [{ code: "pairing.wrong-code", suspicious: true }, "transfer.failed.wrongCode"],
  [{ code: "counterpart.replayed", suspicious: true }, "transfer.failed.suspicious"],
  [{ code: "internal.bug" }, "transfer.failed.other"],
])("%o is called %s", (part, title) => {
  expect(failureTitle(failure(part))).toBe(title);
});

test.each<[Partial<FailureView>, string]>([
  [{ code: "owner.declined" }, "plain"],
  [{ code: "owner.cancelled", disclosed: true }, "bad"],
  [{ code: "transport.closed" }, "warn"],
  [{ code: "counterpart.replayed", suspicious: true }, "bad"],
])("%o is as loud as %s", (part, tone) => {
  expect(failureTone(failure(part))).toBe(tone);
});

test.each<[Partial<FailureView>, number | undefined]>([
  [{ code: "pairing.locked-out", detail: "28" }, 28],
  [{ code: "pairing.locked-out", detail: "for another 5 s" }, 5],
  [{ code: "pairing.locked-out" }, undefined],
  [{ code: "internal.bug", detail: "28" }, undefined],
])("%o waits %s seconds", (part, seconds) => {
  expect(waitOf(failure(part))).toBe(seconds);
});
