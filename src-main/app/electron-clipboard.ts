// The system's clipboard through Electron, before its 44 and since. Where Electron can mark an entry as concealed, it is, so that clipboard
// histories leave it out; before 44 it can only write text. The marks: KDE's password manager hint, nspasteboard.org, and Windows' clipboard formats.

import type { Clipboard } from "../services/desktop/ports.ts";

/** What is used of Electron; on the earlier ones the answers come at once. */
export type SystemClipboard = {
  writeText(text: string): void | Promise<void>;
  readText(): string | Promise<string>;
  clear(): void;
};
type MarkedClipboard = SystemClipboard & { write(items: readonly object[]): Promise<void> };
export type ItemMaker = new (entries: Record<string, string | Blob>) => object;

const raw = (format: string) => `electron application/osclipboard;format="${format}"`;

const MARKS: { readonly [platform: string]: { readonly [format: string]: Uint8Array<ArrayBuffer> } } = {
  linux: { "x-kde-passwordManagerHint": new TextEncoder().encode("secret") },
  darwin: { "org.nspasteboard.ConcealedType": new Uint8Array(1) },
  win32: {
    ExcludeClipboardContentFromMonitorProcessing: new Uint8Array(4),
    CanIncludeInClipboardHistory: new Uint8Array(4),
    CanUploadToCloudClipboard: new Uint8Array(4),
  },
};

/** `Item` is Electron's ClipboardItem, absent before 44. */
export function electronClipboard(clipboard: SystemClipboard, Item: ItemMaker | undefined, platform: string): Clipboard {
  let refused = false;
  return {
    /** As far as is known: a system may refuse a mark only when it is written. */
    get marks() {
      return Item !== undefined && "write" in clipboard && !refused;
    },
    async write(text) {
      if (Item === undefined || !("write" in clipboard)) return clipboard.writeText(text);
      const marks = Object.entries(MARKS[platform] ?? {}).map(([format, bytes]) => [raw(format), new Blob([bytes])] as const);
      const item = new Item({ "text/plain": text, ...Object.fromEntries(marks) });
      // a system that takes no mark still gets the text
      await (clipboard as MarkedClipboard).write([item]).catch(() => {
        refused = true;
        return clipboard.writeText(text);
      });
    },
    async clear(text) {
      if ((await clipboard.readText()) === text) clipboard.clear();
    },
  };
}
