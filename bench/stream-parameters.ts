// What both processes of the stream benchmark know beforehand.

export const STREAM_BYTES = 256 << 20;
export const STREAM_CHUNK = 1 << 16;
export const STREAM_SECRET = new Uint8Array(32).fill(9);
export const STREAM_TRANSFER = new Uint8Array(16).fill(3);
