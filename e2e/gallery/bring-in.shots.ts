// States of: bring-in.

import type { Shot } from "../harness/gallery.ts";

export const bringInShots: readonly Shot[] = [];
