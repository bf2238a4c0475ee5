// Takes the pictures: `node e2e/gallery/take.ts FOLDER [BEGINNING OF A NAME] [all|one]`; `one` is 1280×800 in light only. Needs $DISPLAY.

import { spawnSync } from "node:child_process";
import { Gallery, type Look, pictureFile } from "../harness/gallery.ts";
import { SHOTS } from "./all-shots.ts";

const [folder = "pictures", begin = "", how = "all"] = process.argv.slice(2);
const executable = process.env.ELECTRON ?? spawnSync("node", ["scripts/electron.mjs"], { encoding: "utf8" }).stdout.trim();
const all: readonly Look[] = [
  { theme: "light", width: 1280, height: 800, language: "en" },
  { theme: "dark", width: 1280, height: 800, language: "en" },
  { theme: "light", width: 800, height: 600, language: "de" },
];
const gallery = await Gallery.open(executable, process.env.DISPLAY ?? ":0");
try {
  for (const shot of SHOTS.filter(({ name }) => name.startsWith(begin))) {
    for (const look of how === "one" ? all.slice(0, 1) : all) {
      const page = await gallery.show(shot, look);
      await page.screenshot({ path: pictureFile(folder, shot.name, look) });
    }
    process.stdout.write(`${shot.name}\n`);
  }
} finally {
  await gallery.close();
}
