// What the app may be told when it is started: `--vault`, `--device-name` and Electron's own `--user-data-dir`; KEYFERRY_VAULT names the vault too.

import { resolve } from "node:path";

export type StartOptions = {
  /** Absolute. */
  readonly vaultDirectory?: string;
  readonly deviceName?: string;
  /** Where the window's place and the preferences are kept; also what makes two running Keyferries two. Absolute. */
  readonly userData?: string;
};

export function startOptions(args: readonly string[], env: { readonly [name: string]: string | undefined }): StartOptions {
  const vault = lastGiven(args, "vault") || env.KEYFERRY_VAULT;
  const deviceName = lastGiven(args, "device-name");
  const userData = lastGiven(args, "user-data-dir");
  return {
    ...(vault && { vaultDirectory: resolve(vault) }),
    ...(deviceName && { deviceName }),
    ...(userData && { userData: resolve(userData) }),
  };
}

function lastGiven(args: readonly string[], name: string): string | undefined {
  const head = `--${name}=`;
  return args.findLast((arg) => arg.startsWith(head))?.slice(head.length);
}
