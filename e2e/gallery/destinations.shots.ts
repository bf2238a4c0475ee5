// States of: destinations.

import type { Shot } from "../harness/gallery.ts";

export const destinationsShots: readonly Shot[] = [];
