// When the page may use the camera: while its owner has asked for it, the camera alone, this page alone. docs/security.md

import type { CameraAccess } from "../services/desktop/ports.ts";
import { isOwn } from "./page-files.ts";

/** A request for devices as Electron puts it. */
export type Asked = { readonly mediaTypes?: readonly string[]; readonly requestingUrl: string; readonly isMainFrame: boolean };

export class CameraDoor implements CameraAccess {
  readonly #system: () => Promise<boolean>;
  #open = false;
  /** Of the calls of `use`: the last one counts, also while the system still asks. */
  #uses = 0;

  /** `system`: whether the operating system lets this program use it; may ask its owner. */
  constructor(system: () => Promise<boolean>) {
    this.#system = system;
  }

  async use(on: boolean): Promise<"allowed" | "denied"> {
    this.#open = false;
    const use = ++this.#uses;
    if (!on) return "allowed";
    const allowed = await this.#system();
    if (use === this.#uses) this.#open = allowed;
    return allowed ? "allowed" : "denied";
  }

  /** With the microphone it is refused as a whole. */
  grants(permission: string, { mediaTypes, requestingUrl, isMainFrame }: Asked): boolean {
    return this.#open && permission === "media" && mediaTypes?.length === 1 && mediaTypes[0] === "video" && isMainFrame && isOwn(requestingUrl);
  }

  /** The state that is asked for without a request. */
  shows(permission: string, mediaType: string | undefined, origin: string): boolean {
    return this.#open && permission === "media" && mediaType === "video" && isOwn(origin);
  }
}
