// How the two persons compare notes: crypto.md §0.2, §0.3; both modes are hashed into the transcript.

/** `screens`: both in view, 8 digits typed. `phone`: the code is read out, CPace. */
export const PAIRING_MODES = ["screens", "phone"] as const;
export type PairingMode = (typeof PAIRING_MODES)[number];
