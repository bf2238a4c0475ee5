// States of: send.

import type { Shot } from "../harness/gallery.ts";

export const sendShots: readonly Shot[] = [];
