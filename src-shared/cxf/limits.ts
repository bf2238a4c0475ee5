// The largest document this product reads or writes; CXF sets no limits of its own. docs/cxf-mapping.md

export const LIMITS = {
  /** UTF-16 units of JSON text. */
  documentText: 256 * 1024 * 1024,
  accounts: 1_000,
  /** In one document. */
  items: 1_000_000,
  /** Elements of any other list. */
  entries: 1_000_000,
  /** Collections within collections. */
  collectionDepth: 32,
  /** Arrays and objects within a member this version does not know. */
  unknownDepth: 32,
  /** Arrays and maps inside each other in CBOR, which the two above fit into with the fixed structures around them. */
  cborDepth: 128,
  /** Values in the CBOR of one element. */
  cborValues: 4_000_000,
  /** Bytes of CBOR of one item, collection tree or head. */
  elementBytes: 32 * 1024 * 1024,
  /** What one element read from JSON may weigh: 16 a value and 1 a character or byte; stays under `elementBytes` in any encoding. */
  elementWeight: 8 * 1024 * 1024,
  /** UTF-16 units. */
  text: 4 * 1024 * 1024,
  /** Bytes, as is every length below. */
  identifier: 64,
  credentialId: 1_023,
  userHandle: 64,
  /** Characters; as many as a request can name. */
  credentialType: 64,
  rpId: 253,
  privateKey: 65_536,
  bytes: 1024 * 1024,
  hash: 64,
  hmacSeed: 32,
  /** Before compression. */
  largeBlob: 65_536,
  totpDigits: 10,
} as const;
