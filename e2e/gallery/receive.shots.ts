// States of: receive.

import type { Shot } from "../harness/gallery.ts";

export const receiveShots: readonly Shot[] = [];
