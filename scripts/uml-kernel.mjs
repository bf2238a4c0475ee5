// The Linux kernel the BlueZ guest runs: Debian's own source, built as a program (User-Mode Linux) with Bluetooth, once, into the cache of this user.
// node scripts/uml-kernel.mjs builds it when it is not there; with the word "where" it only says where it is or will be.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { installDebianPackages } from "./debian-packages.mjs";

const SOURCE = "linux-source-6.1";
const PACKAGES = ["build-essential", "flex", "bison", "bc", "xz-utils", SOURCE, "bluez", "bluez-test-tools", "dbus", "util-linux"];

/** What the guest needs besides ARCH=um's defaults: the host's files, an overlay, Bluetooth with emulated controllers and the cryptography under it. */
const OPTIONS = [
  ...["STATIC_LINK=n", "MODULES=n", "HOSTFS=y", "DEVTMPFS=y", "TMPFS=y", "OVERLAY_FS=y", "RFKILL=y", "RFKILL_INPUT=n"],
  ...["CRYPTO_ECB=y", "CRYPTO_CMAC=y", "CRYPTO_AES=y", "CRYPTO_ECDH=y", "CRYPTO_USER_API_HASH=y", "CRYPTO_USER_API_SKCIPHER=y"],
  ...["BT=y", "BT_BREDR=y", "BT_LE=y", "BT_HCIVHCI=y", "BTRFS_FS=n", "SOUND=n", "DEBUG_INFO_NONE=y", "KERNEL_STACK_ORDER=3"],
];

/** Processors with AMX save more registers than this kernel expects: without more room it panics at the first program. */
const ROOM_FOR_REGISTERS = ["-i", "s|DEFINE_LONGS(HOST_FP_SIZE, 2696);|DEFINE_LONGS(HOST_FP_SIZE, 12288);|", "arch/x86/um/user-offsets.c"];

/** Where the kernel of this system's source package is or will be; undefined when the package is not installed. */
function umlKernel() {
  const { stdout } = spawnSync("dpkg-query", ["--status", SOURCE], { encoding: "utf8" });
  const version = /^Version: (.+)$/m.exec(stdout ?? "")?.[1];
  const installed = stdout?.includes("\nStatus: install ok installed\n");
  return installed && version !== undefined ? join(homedir(), ".cache/keyferry/uml", version, "linux") : undefined;
}

/** Builds it when it is not there, which takes some minutes; its path. Throws with what is in the way. */
function buildUmlKernel() {
  if (process.platform !== "linux" || process.arch !== "x64") throw new Error("the guest is for Linux on x86-64 only");
  installDebianPackages(PACKAGES);
  const kernel = umlKernel();
  if (kernel === undefined) throw new Error(`the package ${SOURCE} is missing and could not be installed; it is Debian 12's kernel source`);
  if (existsSync(kernel)) return kernel;
  const folder = join(kernel, "..", `build-${process.pid}`);
  process.stdout.write(`uml-kernel: building ${kernel} (about seven minutes of a processor, once)\n`);
  try {
    buildIn(folder);
    renameSync(join(folder, "linux"), kernel);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return kernel;
}

function buildIn(folder) {
  mkdirSync(folder, { recursive: true });
  const step = (program, ...args) => {
    const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 });
    if (status !== 0) throw new Error(`${program} ${args.join(" ")} failed: ${error ?? `${stdout.slice(-2_000)}${stderr.slice(-4_000)}`}`);
  };
  step("tar", "--extract", "--strip-components=1", "--file", `/usr/src/${SOURCE}.tar.xz`);
  step("make", "ARCH=um", "defconfig");
  writeFileSync(join(folder, "guest.config"), OPTIONS.map((option) => `CONFIG_${option}\n`).join(""));
  step("scripts/kconfig/merge_config.sh", "-m", ".config", "guest.config");
  step("make", "ARCH=um", "olddefconfig");
  step("sed", ...ROOM_FOR_REGISTERS);
  step("nice", "-n", "10", "make", "ARCH=um", "-j2", "linux");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    process.stdout.write(`${process.argv[2] === "where" ? (umlKernel() ?? "") : buildUmlKernel()}\n`);
  } catch (thrown) {
    process.stderr.write(`uml-kernel: ${thrown.message}\n`);
    process.exitCode = 1;
  }
}
