// Both of Electron's clipboards get the text; the later one gets the marks too; what somebody else copied is left alone.

import { expect, test } from "vitest";
import { electronClipboard, type SystemClipboard } from "./electron-clipboard.ts";

type Held = { text: string; marks: readonly string[] };

function earlier(): { readonly held: Held; readonly clipboard: SystemClipboard } {
  const held: Held = { text: "before", marks: [] };
  const clipboard = {
    write: () => {},
    writeText: (text: string) => {
      held.text = text;
    },
    readText: () => held.text,
    clear: () => {
      held.text = "";
    },
  };
  return { held, clipboard };
}

class Item {
  readonly entries: Record<string, string | Blob>;
  constructor(entries: Record<string, string | Blob>) {
    this.entries = entries;
  }
}

function later({ takesMarks = true } = {}): { readonly held: Held; readonly clipboard: SystemClipboard } {
  const { held, clipboard } = earlier();
  const write = async ([item]: readonly object[]) => {
    const { "text/plain": text, ...marks } = (item as Item).entries;
    if (!takesMarks) throw new Error("no such format");
    held.text = String(text);
    held.marks = Object.keys(marks);
  };
  const wrapped = { write, writeText: async (text: string) => clipboard.writeText(text), readText: async () => held.text, clear: clipboard.clear };
  return { held, clipboard: wrapped };
}

test("before 44 the text is written", async () => {
  const { held, clipboard } = earlier();
  await electronClipboard(clipboard, undefined, "linux").write("secret");
  expect(held.text).toBe("secret");
});

test.each([
  ["linux", ["x-kde-passwordManagerHint"]],
  ["darwin", ["org.nspasteboard.ConcealedType"]],
  ["win32", ["ExcludeClipboardContentFromMonitorProcessing", "CanIncludeInClipboardHistory", "CanUploadToCloudClipboard"]],
  ["other", []],
])("since 44 it is marked as %s marks it", async (platform, formats) => {
  const { held, clipboard } = later();
  await electronClipboard(clipboard, Item, platform).write("secret");
  expect(held).toEqual({ text: "secret", marks: formats.map((format) => `electron application/osclipboard;format="${format}"`) });
});

test("where no mark is taken the text is written all the same", async () => {
  const { held, clipboard } = later({ takesMarks: false });
  await electronClipboard(clipboard, Item, "linux").write("secret");
  expect(held).toEqual({ text: "secret", marks: [] });
});

test("it is said that there is no mark before 44", () => {
  expect(electronClipboard(earlier().clipboard, undefined, "linux").marks).toBe(false);
});

test.each([true, false])("once something was written it is said whether a mark was taken: %s", async (takesMarks) => {
  const clipboard = electronClipboard(later({ takesMarks }).clipboard, Item, "linux");
  await clipboard.write("secret");
  expect(clipboard.marks).toBe(takesMarks);
});

test.each([
  ["before 44", earlier, undefined],
  ["since 44", later, Item],
] as const)("%s it is cleared while it holds that text", async (_when, make, item) => {
  const { held, clipboard } = make();
  await electronClipboard(clipboard, item, "linux").clear("before");
  expect(held.text).toBe("");
});

test.each([
  ["before 44", earlier, undefined],
  ["since 44", later, Item],
] as const)("%s what was copied since is left", async (_when, make, item) => {
  const { held, clipboard } = make();
  await electronClipboard(clipboard, item, "linux").clear("secret");
  expect(held.text).toBe("before");
});
