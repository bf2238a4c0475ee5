// What signs a package: credentials that the release workflow puts into the environment. Without them nothing is signed, and that is said.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const APP = "app.keyferry";
const ENTITLEMENTS = "assets/mac/entitlements.mac.plist";

/** Of a test build: no key is used for it, even where there is one. */
export const NO_SIGNING = { config: {}, env: { CSC_IDENTITY_AUTO_DISCOVERY: "false", CSC_LINK: undefined } };

/** electron-builder's part of the configuration and of the environment; `folder` is private and removed in the end. */
export function signingFrom(env, folder, platform = process.platform) {
  if (platform === "darwin" && env.CSC_LINK) return signedForMac(env, folder);
  if (platform === "win32" && env.WINDOWS_SIGNING) {
    return { config: { forceCodeSigning: true, win: { azureSignOptions: JSON.parse(env.WINDOWS_SIGNING) } }, env: {} };
  }
  if (platform !== "linux") process.stdout.write("package: there is no key to sign with, the packages are not signed\n");
  return NO_SIGNING;
}

function signedForMac(env, folder) {
  const notarizing = notarized(env, folder);
  return {
    config: { forceCodeSigning: true, mac: { ...notarizing.mac, ...secureEnclave(env, folder) } },
    env: { ...notarizing.env, MAC_PROVISIONING_PROFILE: undefined },
  };
}

/** Apple's tool takes its key from a file. */
function notarized(env, folder) {
  if (!env.APPLE_API_KEY_BASE64) return { mac: {}, env: {} };
  const key = join(folder, "notarizing.p8");
  writeFileSync(key, Buffer.from(env.APPLE_API_KEY_BASE64, "base64"), { mode: 0o600 });
  return { mac: { notarize: true }, env: { APPLE_API_KEY: key, APPLE_API_KEY_BASE64: undefined } };
}

/** Keys of the Secure Enclave lie in the app's own keychain group, which Apple allows a team by a provisioning profile (TN3137). Without one they are not offered. */
function secureEnclave({ APPLE_TEAM_ID: team, MAC_PROVISIONING_PROFILE: profile }, folder) {
  if (!team || !profile) {
    process.stdout.write("package: there is no provisioning profile, so this app will not offer the Secure Enclave\n");
    return {};
  }
  if (!/^[A-Z0-9]{10}$/.test(team)) throw new Error("APPLE_TEAM_ID is ten letters and digits");
  const provisioningProfile = join(folder, "keyferry.provisionprofile");
  writeFileSync(provisioningProfile, Buffer.from(profile, "base64"));
  const name = `${team}.${APP}`;
  const granted = [
    `<key>com.apple.application-identifier</key><string>${name}</string>`,
    `<key>com.apple.developer.team-identifier</key><string>${team}</string>`,
    `<key>keychain-access-groups</key><array><string>${name}</string></array>`,
  ];
  const entitlements = join(folder, "entitlements.plist");
  writeFileSync(entitlements, readFileSync(ENTITLEMENTS, "utf8").replace("</dict>", `${granted.join("")}</dict>`));
  return { entitlements, provisioningProfile };
}
