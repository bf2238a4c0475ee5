// The port every link implements (TCP, Bluetooth LE, memory): whole frames, in order, or an end.

export type LinkKind = "lan" | "ble" | "camera" | "local" | "memory";

/** Ordered and lossless while open; carries no authenticity of its own. */
export interface Channel {
  readonly kind: LinkKind;
  /** Payload bytes per chunk that suit this link; the exporter announces what it uses. */
  readonly chunkSize: number;
  /** Bytes a second, where the link knows; where it does not, it is measured. */
  readonly knownRate?: number;
  /** Resolves when the link can take more (back-pressure); rejects `transport.closed`. */
  send(frame: Uint8Array): Promise<void>;
  /**
   * Ends when the other side closes. Throws `transport.closed` when the link breaks inside a frame and
   * `counterpart.limit-exceeded` for a frame above `MAXIMUM_FRAME`.
   */
  frames(): AsyncIterable<Uint8Array>;
  close(): void;
}

/** Bytes in the largest legal frame, before anything is allocated for it. */
export const MAXIMUM_FRAME = 1 << 18;
