// The passkeys that this computer itself keeps, where its system lists them: Windows, through the addon. Linux keeps none that it could
// list, and macOS lists none to other programs.

import { nativeFailure, platformPasskeys } from "./native.ts";

/** Undefined where the system does not say. */
export async function devicePasskeys(list = platformPasskeys): ReturnType<typeof platformPasskeys> {
  try {
    return await list();
  } catch (thrown) {
    if (nativeFailure(thrown) === undefined) throw thrown;
    return undefined; // Windows before 11 has no such list, and a service that is not there none either
  }
}
