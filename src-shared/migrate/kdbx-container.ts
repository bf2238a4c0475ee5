// Opens the container of a KDBX 3.1 or 4 file: header, keys, authentication, cipher, bounded decompression, XML, protected values.

import kdbxweb from "kdbxweb";
import { fromUtf8, sameBytes, wipe } from "../bytes.ts";
import { ExchangeError } from "../errors.ts";
import { fromBase64 } from "./base64.ts";
import type { ReadContext } from "./foreign-format.ts";
import { gunzip } from "./gzip.ts";
import { innerHeader } from "./kdbx-inner-header.ts";
import { compositeKey, exact, type KdbxHeader, type KdbxKeys, kdbxKeys } from "./kdbx-keys.ts";
import type { MigratePorts } from "./ports.ts";
import { SOURCE_LIMITS } from "./source-limits.ts";
import { childOf, childrenOf, childText, readXml, type XmlElement } from "./xml-reader.ts";

export type KdbxContent = {
  /** The `KeePassFile` element, protected values in the clear. */
  readonly xml: XmlElement;
  /** By the number entries refer to them with. */
  readonly binaries: ReadonlyMap<string, Uint8Array>;
};

/** Throws `format.wrong-passphrase`, `format.malformed`, `format.unsupported`, `format.limit-exceeded`. */
export async function openKdbx(bytes: Uint8Array, context: ReadContext): Promise<KdbxContent> {
  if ((context.keyFile?.length ?? 0) > SOURCE_LIMITS.keyFile) throw new ExchangeError("format.limit-exceeded", { detail: "key file" });
  try {
    const stream = new kdbxweb.BinaryStream(exact(bytes));
    const kdbx = new kdbxweb.Kdbx();
    const header = kdbxweb.KdbxHeader.read(stream, new kdbxweb.KdbxContext({ kdbx }));
    const rest = new Uint8Array(stream.readBytesToEnd());
    const headerBytes = bytes.subarray(0, bytes.length - rest.length);
    const keys = await kdbxKeys(header, await compositeKey(context.passphrase, context.keyFile), context.ports);
    return await (header.versionMajor === 3 ? open3 : open4)({ header, headerBytes, rest, keys, ports: context.ports });
  } catch (thrown) {
    throw asExchangeError(thrown);
  }
}

type Sealed = {
  readonly header: KdbxHeader;
  readonly headerBytes: Uint8Array;
  readonly rest: Uint8Array;
  readonly keys: KdbxKeys;
  readonly ports: MigratePorts;
};

async function open4(sealed: Sealed): Promise<KdbxContent> {
  const { header, headerBytes, rest, keys, ports } = sealed;
  if (!sameBytes(ports.primitives.sha256(headerBytes), rest.subarray(0, 32))) malformed("header hash");
  const headerKey = await kdbxweb.HmacBlockTransform.getHmacKey(exact(keys.macKey), new kdbxweb.Int64(0xffffffff, 0xffffffff));
  const expected = ports.primitives.hmacSha256(new Uint8Array(headerKey), headerBytes);
  if (!ports.primitives.equal(expected, rest.slice(32, 64))) throw new ExchangeError("format.wrong-passphrase");
  const sealedContent = await kdbxweb.HmacBlockTransform.decrypt(exact(rest.subarray(64)), exact(keys.macKey));
  const inflated = await decompressed(header, await decrypted(sealed, new Uint8Array(sealedContent), "format.malformed"), ports);
  const { algorithm, key, binaries, length } = innerHeader(inflated);
  const xml = readXml(fromUtf8(inflated.subarray(length)));
  wipe(inflated, keys.cipherKey, keys.macKey);
  await unprotect(xml, key, algorithm);
  return { xml, binaries };
}

async function open3(sealed: Sealed): Promise<KdbxContent> {
  const { header, headerBytes, rest, keys, ports } = sealed;
  const clear = await decrypted(sealed, rest, "format.wrong-passphrase");
  const start = new Uint8Array(header.streamStartBytes ?? malformed("start bytes"));
  if (!sameBytes(start, clear.subarray(0, start.length))) throw new ExchangeError("format.wrong-passphrase");
  const joined = await kdbxweb.HashedBlockTransform.decrypt(exact(clear.subarray(start.length)));
  const xml = readXml(fromUtf8(await decompressed(header, new Uint8Array(joined), ports)));
  wipe(clear, keys.cipherKey, keys.macKey);
  const meta = childOf(xml, "Meta");
  const headerHash = fromBase64(childText(meta, "HeaderHash") ?? "");
  if (headerHash?.length && !sameBytes(headerHash, ports.primitives.sha256(headerBytes))) malformed("header hash");
  await unprotect(xml, new Uint8Array(header.protectedStreamKey ?? malformed("stream key")), header.crsAlgorithm ?? 0);
  return { xml, binaries: binaries3(childOf(meta, "Binaries"), ports) };
}

async function decrypted(sealed: Sealed, content: Uint8Array, failure: "format.malformed" | "format.wrong-passphrase"): Promise<Uint8Array> {
  const { header, keys, ports } = sealed;
  const iv = new Uint8Array(header.encryptionIV ?? malformed("initial vector"));
  switch (header.dataCipherUuid?.toString()) {
    case kdbxweb.Consts.CipherId.Aes: {
      const clear = iv.length === 16 ? ports.aesCbcDecrypt(keys.cipherKey, iv, content) : malformed("initial vector");
      if (clear === undefined) throw new ExchangeError(failure, { detail: "KDBX cipher" });
      return clear;
    }
    case kdbxweb.Consts.CipherId.ChaCha20:
      return new Uint8Array(await kdbxweb.CryptoEngine.chacha20(exact(content), exact(keys.cipherKey), exact(iv)));
    default:
      throw new ExchangeError("format.unsupported", { detail: "cipher other than AES and ChaCha20" });
  }
}

async function decompressed(header: KdbxHeader, content: Uint8Array, ports: MigratePorts): Promise<Uint8Array> {
  return header.compression === kdbxweb.Consts.CompressionAlgorithm.GZip ? gunzip(content, SOURCE_LIMITS.inflated, ports) : content;
}

function binaries3(element: XmlElement | undefined, ports: MigratePorts): ReadonlyMap<string, Uint8Array> {
  const binaries = new Map<string, Uint8Array>();
  let left = SOURCE_LIMITS.inflated as number;
  for (const binary of childrenOf(element, "Binary")) {
    const stored = fromBase64(binary.text) ?? malformed("binary");
    const content = binary.attributes.get("Compressed")?.toLowerCase() === "true" ? gunzip(stored, left, ports) : stored;
    left -= content.length;
    binaries.set(binary.attributes.get("ID") ?? "", content);
  }
  return binaries;
}

/** Puts the clear text in place of every protected value, in document order: they share one key stream. A binary becomes clear Base64. */
async function unprotect(xml: XmlElement, key: Uint8Array, algorithm: number): Promise<void> {
  const stream = await kdbxweb.ProtectSaltGenerator.create(exact(key), algorithm);
  const visit = (element: XmlElement, parent: XmlElement | undefined): void => {
    if (element.attributes.get("Protected")?.toLowerCase() === "true") {
      const value = fromBase64(element.text) ?? malformed("protected value");
      const salt = new Uint8Array(stream.getSalt(value.length));
      const clear = value.map((byte, i) => byte ^ (salt[i] as number));
      element.text = element.name === "Binary" || parent?.name === "Binary" ? kdbxweb.ByteUtils.bytesToBase64(clear) : fromUtf8(clear);
    }
    for (const child of element.children) visit(child, element);
  };
  visit(xml, undefined);
}

/** kdbxweb reads untrusted bytes here: whatever it throws says that they are not what they should be. */
function asExchangeError(thrown: unknown): ExchangeError {
  if (thrown instanceof ExchangeError) return thrown;
  if (!(thrown instanceof kdbxweb.KdbxError)) return new ExchangeError("format.malformed", { detail: "KDBX structure", cause: thrown });
  const { ErrorCodes } = kdbxweb.Consts;
  if (thrown.code === ErrorCodes.InvalidKey) return new ExchangeError("format.wrong-passphrase", { cause: thrown });
  const unsupported = thrown.code === ErrorCodes.Unsupported || thrown.code === ErrorCodes.InvalidVersion || thrown.code === ErrorCodes.NotImplemented;
  return new ExchangeError(unsupported ? "format.unsupported" : "format.malformed", { detail: "KDBX structure", cause: thrown });
}

function malformed(detail: string): never {
  throw new ExchangeError("format.malformed", { detail: `KDBX ${detail}` });
}
