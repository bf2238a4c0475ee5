// The public API: the two verbs, the ports they take, and this host's adapters. For other vendors' programs; docs/api.md

export { base64url, fromBase64url, hex, utf8 } from "../../src-shared/bytes.ts";
export type { Clock } from "../../src-shared/clock.ts";
export type { PairingMode } from "../../src-shared/crypto/pairing-mode.ts";
export type { CredentialKeys, Primitives, SignatureAlgorithm } from "../../src-shared/crypto/primitives.ts";
export { type Decoded, decodeDocument } from "../../src-shared/cxf/decode.ts";
export type * from "../../src-shared/cxf/document.ts";
export { type EncodeOptions, encodeDocument } from "../../src-shared/cxf/encode.ts";
export type { FileContent } from "../../src-shared/cxf/file-content.ts";
export { accountFromCbor, collectionFromCbor, headerFromCbor, itemFromCbor } from "../../src-shared/cxf/from-cbor.ts";
export { accountToCbor, collectionToCbor, headerToCbor, itemToCbor } from "../../src-shared/cxf/to-cbor.ts";
export { type ErrorCode, ExchangeError, REMEDY, SUSPICIOUS, toExchangeError } from "../../src-shared/errors.ts";
export { afterWrongCode, type BackOff, NO_BACK_OFF, waitSeconds } from "../../src-shared/exchange/back-off.ts";
export { accepts, lossesFor } from "../../src-shared/exchange/capability.ts";
export { type Channel, type LinkKind, MAXIMUM_FRAME } from "../../src-shared/exchange/channel.ts";
export type { Compression } from "../../src-shared/exchange/compression.ts";
export { ENTRY_OVERHEAD, encodeEntry, FILE_PIECE } from "../../src-shared/exchange/entries.ts";
export { type ExportPorts, exportCredentials } from "../../src-shared/exchange/export-credentials.ts";
export { type ImportPorts, importCredentials } from "../../src-shared/exchange/import-credentials.ts";
export type { Estimate } from "../../src-shared/exchange/link-rate.ts";
export type { Links, Reach } from "../../src-shared/exchange/links.ts";
export type { ItemVerdict, Tally } from "../../src-shared/exchange/liveness.ts";
export type {
  AboutItem,
  CommittedItem,
  Conflict,
  Counterpart,
  Counts,
  Decision,
  DeviceIdentity,
  ExportOwner,
  ExportReview,
  ExportSnapshot,
  ExportSource,
  ImportOwner,
  ImportPlan,
  ImportTarget,
  Loss,
  Observer,
  Outcome,
  Phase,
  Progress,
  StaysHere,
  StreamEntry,
} from "../../src-shared/exchange/ports.ts";
export type { Receipt, SafeToClose } from "../../src-shared/exchange/receipt.ts";
export { memoryChannels } from "../../src-shared/testing/memory-channel.ts";
export { type MemoryContent, MemoryVault } from "../../src-shared/testing/memory-vault.ts";
export { brotli } from "../platform/compression.ts";
export { nodeCredentialKeys } from "../platform/credential-keys.ts";
export {
  type AcceptLocal,
  type ConnectLocalOptions,
  connectLocal,
  type LocalListener,
  type LocalOptions,
  type LocalProgram,
  listenLocal,
} from "../platform/local-socket.ts";
export { nodePrimitives } from "../platform/primitives.ts";
export { systemClock } from "../platform/system-clock.ts";
export { type ConnectOptions, connectTcp, type ListenOptions, listenTcp, type TcpListener } from "../platform/tcp.ts";
export { softwareIdentity } from "./software-identity.ts";
