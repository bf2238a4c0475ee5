// `npm run sbom`: what a package is made of, as CycloneDX on stdout. npm lists what the lock file names, but not Electron, which is packaged without
// being a dependency at run time. Other arguments are npm's, such as `-- --package-lock-only`.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

const onWindows = process.platform === "win32";
const args = ["sbom", "--sbom-format", "cyclonedx", "--sbom-type", "application", "--omit", "dev", ...process.argv.slice(2)];
const { status, stdout, stderr } = spawnSync("npm", args, { encoding: "utf8", shell: onWindows, maxBuffer: 1 << 28 });
if (status === 0) process.stdout.write(`${JSON.stringify(completed(JSON.parse(stdout)), undefined, 2)}\n`);
else process.stderr.write(stderr);
process.exitCode = status ?? 1;

function completed(list) {
  const { name } = JSON.parse(readFileSync("package.json", "utf8"));
  const { version, license } = JSON.parse(readFileSync("package-lock.json", "utf8")).packages["node_modules/electron"];
  const electron = {
    "bom-ref": `electron@${version}`,
    type: "framework",
    name: "electron",
    version,
    purl: `pkg:npm/electron@${version}`,
    licenses: [{ license: { id: license } }],
  };
  const metadata = { ...list.metadata, component: { ...list.metadata.component, name } };
  return { ...list, metadata, components: [...list.components, electron] };
}
