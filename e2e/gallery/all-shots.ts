// Every state of every screen that is looked at and checked.

import type { Shot } from "../harness/gallery.ts";
import { bringInShots } from "./bring-in.shots.ts";
import { cameraShots } from "./camera.shots.ts";
import { destinationsShots } from "./destinations.shots.ts";
import { linksShots } from "./links.shots.ts";
import { receiptsShots } from "./receipts.shots.ts";
import { receiveShots } from "./receive.shots.ts";
import { sendShots } from "./send.shots.ts";
import { settingsShots } from "./settings.shots.ts";
import { setupShots } from "./setup.shots.ts";
import { unlockShots } from "./unlock.shots.ts";
import { vaultShots } from "./vault.shots.ts";

export const SHOTS: readonly Shot[] = [
  ...setupShots,
  ...unlockShots,
  ...settingsShots,
  ...destinationsShots,
  ...receiptsShots,
  ...vaultShots,
  ...sendShots,
  ...receiveShots,
  ...linksShots,
  ...cameraShots,
  ...bringInShots,
];
