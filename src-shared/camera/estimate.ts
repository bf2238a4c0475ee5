// What two cameras can carry, and how long that takes at least.

/** Bytes of a selection that cameras are offered for: a minute or two of holding still. */
export const CAMERA_LIMIT = 51_200;
/** Bytes of the handshake, the request, the key and the proofs, both ways together. */
const AROUND = 9000;
/** Bytes a second that two ordinary cameras read of each other's screen. */
export const CAMERA_RATE = 900;

/** Seconds. */
export function cameraSeconds(bytes: number): number {
  return Math.ceil((AROUND + bytes) / CAMERA_RATE);
}
