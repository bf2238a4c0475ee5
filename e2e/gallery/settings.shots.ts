// States of: settings.

import type { Shot } from "../harness/gallery.ts";

export const settingsShots: readonly Shot[] = [];
