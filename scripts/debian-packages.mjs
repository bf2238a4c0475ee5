// Debian packages the scripts need: says which are missing and installs them when it may.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** The key store (libsecret) and the compiler that its binding, keytar, is built with. */
const KEY_STORE = ["libsecret-1-0", "libsecret-1-dev", "pkg-config", "build-essential", "python3"];

/** What Electron is linked with. Names with a bar: the later one is for systems with 64-bit time. */
const ELECTRON = [
  "libgtk-3-0|libgtk-3-0t64",
  "libnss3",
  "libasound2|libasound2t64",
  "libgbm1",
  "libxss1",
  "libdrm2",
  "libxkbcommon0",
  "libnotify4",
  "fonts-liberation",
];

const START = [...KEY_STORE, ...ELECTRON];

/** A desktop's services in namespaces of their own, with a screen. */
const DESKTOP = ["dbus", "dbus-x11", "gnome-keyring", "libsecret-tools", "polkitd", "pkexec", "libglib2.0-bin", "util-linux", "xdotool", "xvfb", "xauth"];

/** The accessibility tree, through which the installed app is used: nothing else may look into it. */
const SCREEN_READER = ["at-spi2-core", "gir1.2-atspi-2.0", "python3-gi"];

/** bluetoothd, and emulated Bluetooth controllers. */
const BLUETOOTH = ["bluez", "bluez-test-tools"];

/** That, a TPM in software, KeePassXC to test against, and what watches the network and the system calls. */
const TEST = [...DESKTOP, ...SCREEN_READER, ...BLUETOOTH, "swtpm", "swtpm-tools", "tpm2-tools", "keepassxc", "iproute2", "nftables", "strace", "clang"];

export const DEBIAN_PACKAGES = { start: START, test: [...START, ...TEST] };

/** Installs what is missing; where that is not possible it prints the command and goes on, and what needs the package says so itself. */
export function installDebianPackages(names) {
  if (!existsSync("/usr/bin/dpkg-query") || !existsSync("/usr/bin/apt-get")) {
    process.stdout.write("setup: not a Debian system, packages are up to you (CONTRIBUTING.md lists them)\n");
    return;
  }
  const missing = names.map((name) => name.split("|")).filter((either) => !either.some(installed));
  if (missing.length === 0) return;
  const install = ["apt-get", "install", "-y", "--no-install-recommends", ...missing.map(offered)];
  const prefix = becomeRoot();
  if (!prefix) {
    process.stdout.write(`setup: these packages are missing and I may not install them; please run\n  sudo apt-get update && sudo ${install.join(" ")}\n`);
    return;
  }
  process.stdout.write(`setup: installing ${missing.map(offered).join(" ")}\n`);
  for (const command of [["apt-get", "update"], install]) {
    const [program, ...args] = [...prefix, ...command];
    const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
    if (status !== 0) process.stdout.write(`${stdout}${stderr}setup: "${command.join(" ")}" failed; going on without\n`);
  }
}

function installed(name) {
  const { stdout } = spawnSync("dpkg-query", ["--status", name], { encoding: "utf8" });
  return stdout.includes("\nStatus: install ok installed\n");
}

/** Of its names, the one this system has; the first where its lists are not there yet. */
function offered(either) {
  return either.find((name) => spawnSync("apt-cache", ["show", name]).status === 0) ?? either[0];
}

/** The words before a command that make it run as root; undefined when there is no way without a person. */
function becomeRoot() {
  if (process.getuid() === 0) return [];
  return spawnSync("sudo", ["-n", "true"]).status === 0 ? ["sudo", "-n", "--preserve-env=DEBIAN_FRONTEND"] : undefined;
}
