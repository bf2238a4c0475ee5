// The name under which a file is offered to be saved.

import { expect, test } from "vitest";
import { suggestedName } from "./attachments.ts";

test.each([
  ["deed.pdf", "deed.pdf"],
  ["../../.ssh/config", "config"],
  ["..\\..\\evil.exe", "evil.exe"],
  [".bashrc", "bashrc"],
  ["a:b?c.txt", "a_b_c.txt"],
  ["report\u202efdp.exe", "reportfdp.exe"],
  ["CON", "file CON"],
  ["nul.txt", "file nul.txt"],
  ["", "file"],
  ["...", "file"],
])("“%s” is offered as “%s”", (name, offered) => {
  expect(suggestedName(name)).toBe(offered);
});
