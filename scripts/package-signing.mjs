// What signs a package: credentials that the release workflow puts into the environment. Without them nothing is signed, and that is said.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** Of a test build: no key is used for it, even where there is one. */
export const NO_SIGNING = { config: {}, env: { CSC_IDENTITY_AUTO_DISCOVERY: "false", CSC_LINK: undefined } };

/** electron-builder's part of the configuration and of the environment; `folder` is private and removed in the end. */
export function signingFrom(env, folder) {
  if (process.platform === "darwin" && env.CSC_LINK) return notarized(env, folder);
  if (process.platform === "win32" && env.WINDOWS_SIGNING) {
    return { config: { forceCodeSigning: true, win: { azureSignOptions: JSON.parse(env.WINDOWS_SIGNING) } }, env: {} };
  }
  if (process.platform !== "linux") process.stdout.write("package: there is no key to sign with, the packages are not signed\n");
  return NO_SIGNING;
}

/** Apple's tool takes its key from a file. */
function notarized(env, folder) {
  if (!env.APPLE_API_KEY_BASE64) return { config: { forceCodeSigning: true }, env: {} };
  const key = join(folder, "notarizing.p8");
  writeFileSync(key, Buffer.from(env.APPLE_API_KEY_BASE64, "base64"), { mode: 0o600 });
  return { config: { forceCodeSigning: true, mac: { notarize: true } }, env: { APPLE_API_KEY: key, APPLE_API_KEY_BASE64: undefined } };
}
