// Run by electron-builder when an app's folder is laid out: takes away what Electron brings for trying it out, and adds the licences of what is bundled.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Electron's own start page, which runs any program it is given. */
const TRYING_OUT = "default_app.asar";
const NOTICES = "LICENSES.npm.txt";

export function afterPack({ appOutDir, packager }) {
  const resources = packager.getResourcesDir(appOutDir);
  rmSync(join(resources, TRYING_OUT), { force: true });
  rmSync(join(appOutDir, "version"), { force: true });
  writeFileSync(join(packager.platform.nodeName === "darwin" ? resources : appOutDir, NOTICES), notices(packager.projectDir));
}

/** Of every package that is not for development alone; electron-vite leaves the texts out of what it bundles. */
function notices(project) {
  const { packages } = JSON.parse(readFileSync(join(project, "package-lock.json"), "utf8"));
  const shipped = Object.entries(packages).filter(
    ([path, { dev, link, version }]) => path !== "" && !dev && !link && version && !path.includes("/node-linux-") && existsSync(join(project, path)),
  );
  return shipped.map(([path, { version, license }]) => notice(join(project, path), path, version, license)).join("\n");
}

function notice(folder, path, version, license) {
  const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)(\..*)?$/i.test(file));
  const texts = files.map((file) => readFileSync(join(folder, file), "utf8").trim());
  return `${"=".repeat(80)}\n${name} ${version} (${license ?? "no licence named"})\n\n${texts.join("\n\n")}\n`;
}
