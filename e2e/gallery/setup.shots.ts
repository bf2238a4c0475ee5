// States of: setup.

import type { Shot } from "../harness/gallery.ts";

export const setupShots: readonly Shot[] = [];
