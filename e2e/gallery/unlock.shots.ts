// States of: unlock.

import { APP, type Shot } from "../harness/gallery.ts";

const locked = { name: "locked", ways: ["passphrase", "recovery-key"], because: "start", paused: false } as const;

export const unlockShots: readonly Shot[] = [{ name: "unlock", views: { app: { ...APP, phase: locked }, vault: null } }];
