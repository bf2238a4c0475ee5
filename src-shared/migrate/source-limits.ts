// The limits of every reader of foreign files, in one table.

export const SOURCE_LIMITS = {
  /** Bytes of a file as given. */
  file: 1 << 28,
  /** Bytes of a file after decompression. */
  inflated: 1 << 29,
  keyFile: 1 << 20,
  items: 1_000_000,
  /** Rows of a CSV file and bytes of one of its values. */
  rows: 1_000_000,
  columns: 256,
  value: 1 << 20,
  /** Nested collections; deeper ones are joined into one title. */
  collectionDepth: 32,
  xmlDepth: 128,
  /** Some 100 bytes of memory each. */
  xmlElements: 16_000_000,
  pbkdf2Iterations: 2_000_000,
  argon2MemoryKiB: 1 << 20,
  argon2Lanes: 16,
  /** Passes times KiB: what one derivation may cost in all. */
  argon2Work: 1 << 26,
  aesKdfRounds: 100_000_000,
} as const;
