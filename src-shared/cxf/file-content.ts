// File contents inside a CXF document, which has no place for them: an item extension of our own, lifted out while reading. docs/cxf-mapping.md

import { base64url, fromBase64url, sameBytes } from "../bytes.ts";
import { type Extension, type FileCredential, type Item, isType } from "./document.ts";
import { Identifiers } from "./identifiers.ts";
import { isPlain, type Plain } from "./plain.ts";
import type { Reader } from "./reader.ts";

const FILE_CONTENT = "keyferry.app/file-content";

export type FileContent = { readonly account: Uint8Array; readonly item: Uint8Array; readonly file: Uint8Array; readonly content: Uint8Array };

/** Undefined when the content is not at hand. */
export type ContentOf = (account: Uint8Array, item: Uint8Array, file: Uint8Array) => Uint8Array | undefined;

/** The item with the contents of its file credentials as an extension; the same item when there are none. */
export function withContents(item: Item, account: Uint8Array, contentOf: ContentOf): Item {
  const files = item.credentials.flatMap((credential) => {
    const content = isType(credential, "file") ? contentOf(account, item.id, credential.id) : undefined;
    return isType(credential, "file") && content ? [{ id: base64url(credential.id), data: base64url(content) }] : [];
  });
  if (files.length === 0) return item;
  const extension: Extension = { name: FILE_CONTENT, files };
  return { ...item, extensions: [...(item.extensions ?? []), extension] };
}

type Embedded = { readonly data: Uint8Array; readonly path: string };

/** The contents embedded in one item while its file credentials are being read. */
export class EmbeddedContents {
  readonly #embedded = new Map<string, Embedded>();
  readonly #met = new Set<string>();
  readonly #files = new Identifiers();
  readonly #matched: { readonly file: Uint8Array; readonly content: Uint8Array }[] = [];

  /** Takes the extension out; answers the item to read without it. */
  take(reader: Reader, item: Plain, path: string): Plain {
    const { extensions } = item;
    if (!Array.isArray(extensions) || !extensions.some(isFileContent)) return item;
    for (const [i, extension] of extensions.entries()) {
      if (isFileContent(extension)) this.#takeFiles(reader, extension.files, `${path}/extensions/${i}/files`);
    }
    const { extensions: _, ...rest } = item;
    const others = extensions.filter((extension) => !isFileContent(extension));
    return others.length === 0 ? rest : { ...rest, extensions: others };
  }

  #takeFiles(reader: Reader, files: unknown, path: string): void {
    if (!Array.isArray(files)) {
      reader.refuse(path, "file-content");
      return;
    }
    for (const [i, file] of files.entries()) {
      const id = isPlain(file) && typeof file.id === "string" ? fromBase64url(file.id) : undefined;
      const data = isPlain(file) && typeof file.data === "string" ? fromBase64url(file.data) : undefined;
      if (id && data) this.#embedded.set(base64url(id.bytes), { data: data.bytes, path: `${path}/${i}` });
      else reader.refuse(`${path}/${i}`, "file-content");
    }
  }

  /** The credential, under a new identifier when its own was taken; undefined when its content is not what it says. */
  match(reader: Reader, credential: FileCredential, path: string): FileCredential | undefined {
    const key = base64url(credential.id);
    const embedded = this.#embedded.get(key);
    this.#met.add(key);
    if (embedded === undefined) reader.note(path, "missing-file-content");
    else if (!fits(reader, credential, embedded.data)) return reader.refuse(path, "file-mismatch");
    const id = this.#files.claim(credential.id);
    if (embedded !== undefined) this.#matched.push({ file: id, content: embedded.data });
    if (id === credential.id) return credential;
    reader.repair(`${path}/id`, "duplicate-id");
    return { ...credential, id };
  }

  /** What was found for the item, once all its credentials were read. */
  finish(reader: Reader, account: Uint8Array, item: Uint8Array): readonly FileContent[] {
    for (const [key, { path }] of this.#embedded) if (!this.#met.has(key)) reader.refuse(path, "file-without-credential");
    return this.#matched.map(({ file, content }) => ({ account, item, file, content }));
  }
}

function isFileContent(extension: unknown): extension is Plain {
  return isPlain(extension) && extension.name === FILE_CONTENT;
}

function fits(reader: Reader, credential: FileCredential, content: Uint8Array): boolean {
  if (content.length !== credential.decryptedSize) return false;
  const { sha256 } = reader.options;
  return sha256 === undefined || sameBytes(sha256(content), credential.integrityHash);
}
