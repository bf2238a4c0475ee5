// The port for compression: what makes a payload smaller for a slow link. It is given structure and names, never a secret. docs/protocol.md §7.1

export interface Compression {
  /** The same bytes give the same answer as long as the program runs. */
  compress(bytes: Uint8Array): Uint8Array;
  /** Undefined when it is damaged or would be longer than `maximum` bytes; no more than that is ever held. */
  decompress(bytes: Uint8Array, maximum: number): Uint8Array | undefined;
}
