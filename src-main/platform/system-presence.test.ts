import { expect, test } from "vitest";
import { systemPresence } from "./system-presence.ts";

const refused = { approved: false, refusal: "presence.unavailable" };

test.each(["darwin", "win32", "freebsd"] as const)("a program without a window has no prompt on %s", async (platform) => {
  const presence = systemPresence(platform);
  const options = { signal: new AbortController().signal, deadline: 1 };
  const answers = [await presence.state("export"), await presence.verify({ action: "export", text: "" }, options)];
  expect(answers).toEqual([{ ready: false, refusal: "presence.unavailable" }, refused]);
});
