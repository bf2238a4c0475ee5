// States of: receipts.

import type { Shot } from "../harness/gallery.ts";

export const receiptsShots: readonly Shot[] = [];
