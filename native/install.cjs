// Builds the addon at `npm ci`. A computer that cannot build it installs all the same: the product works without and says what it lacks.
const { spawnSync } = require("node:child_process");

const { status, stdout, stderr } = spawnSync("node-gyp-build", { cwd: __dirname, encoding: "utf8", shell: true });
process.stdout.write(status === 0 ? (stdout ?? "") : `${stdout ?? ""}${stderr ?? ""}@keyferry/native did not build; it will be missing\n`);
