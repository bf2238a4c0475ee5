// Files that items hold: taken in with the system's dialog, and written out where the owner says.

import type { Primitives } from "../../../src-shared/crypto/primitives.ts";
import type { FileCredential } from "../../../src-shared/cxf/document.ts";
import type { Ref, Vault } from "../../../src-shared/vault/model.ts";
import { credentialAt } from "./field-paths.ts";
import type { Dialogs, Files } from "./ports.ts";
import { plainLine, shownText } from "./shown-text.ts";

/** Bytes of one file; it is held in memory once while it is taken in. */
const LARGEST_FILE = 64 * 1024 * 1024;
const LONGEST_NAME = 128;
const FILE_ID = 16;

type Ports = { readonly dialogs: Dialogs; readonly files: Files };

/** False when the owner cancelled. Throws `format.limit-exceeded`, `usage.invalid` when it cannot be read. */
export async function addFile({ dialogs, files }: Ports, primitives: Primitives, vault: () => Vault, ref: Ref, now: () => number): Promise<boolean> {
  const path = await dialogs.openFile();
  if (path === undefined) return false;
  const content = await files.read(path, LARGEST_FILE);
  const file: FileCredential = {
    type: "file",
    id: primitives.random(FILE_ID),
    name: plainLine(files.name(path)),
    decryptedSize: content.length,
    integrityHash: primitives.sha256(content),
  };
  const item = vault().item(ref);
  vault().replace(ref, { ...item, credentials: [...item.credentials, file], modifiedAt: now() }, [{ file: file.id, content }]);
  return true;
}

/** False when the owner cancelled. Throws `vault.write-failed`. */
export async function saveFile({ dialogs, files }: Ports, vault: () => Vault, ref: Ref, index: number): Promise<boolean> {
  const { id, name } = credentialAt(vault().item(ref), index, "file");
  const path = await dialogs.saveFile(suggestedName(name));
  if (path === undefined) return false;
  await files.write(path, vault().fileContent(ref, id));
  return true;
}

/** A name from elsewhere must not lead out of the folder the owner looks at, nor be one that a system keeps for itself. */
export function suggestedName(name: string): string {
  const last = shownText(name, LONGEST_NAME).split(/[/\\]/).at(-1) ?? "";
  const safe = last.replace(/[<>:"|?*]/g, "_").replace(/^[.\s]+|[.\s]+$/g, "");
  const kept = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(safe);
  return safe === "" || kept ? `file ${safe}`.trim() : safe;
}
