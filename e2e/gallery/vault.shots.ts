// States of: vault.

import type { Shot } from "../harness/gallery.ts";

export const vaultShots: readonly Shot[] = [];
