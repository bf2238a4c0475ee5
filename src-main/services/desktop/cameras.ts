// The camera of this computer, used by the page and only while its owner wants it; and the transfer that runs over two of them.

import { CameraLink } from "../../../src-shared/camera/camera-link.ts";
import type { CameraRole } from "../../../src-shared/camera/picture.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import type { Channel } from "../../../src-shared/exchange/channel.ts";
import type { CameraAnswer, ReceiveView } from "../../../src-shared/ipc/views-transfer.ts";
import type { DesktopPorts } from "./ports.ts";
import type { ViewBoard } from "./view-board.ts";

/** Milliseconds after which a computer that was not read any more does not count as seen. */
const SEEN_WITHIN = 2000;

export type CamerasPorts = Pick<DesktopPorts, "camera"> & { readonly exchange: Pick<DesktopPorts["exchange"], "primitives" | "clock"> };

export class Cameras {
  readonly #ports: CamerasPorts;
  readonly #board: Pick<ViewBoard, "put">;
  #link: CameraLink | undefined;

  constructor(ports: CamerasPorts, board: Pick<ViewBoard, "put">) {
    this.#ports = ports;
    this.#board = board;
  }

  use(on: boolean): Promise<CameraAnswer> {
    return this.#ports.camera.use(on);
  }

  saw(content: Uint8Array): void {
    this.#link?.saw(content);
  }

  /** Shows this side to the other one; a link that is still shown from before ends. */
  face(role: CameraRole): Facing {
    this.stop();
    const { primitives, clock } = this.#ports.exchange;
    const only = (work: () => void) => {
      if (this.#link === link) work();
    };
    const show = (picture: Uint8Array) => only(() => this.#board.put("camera", { step: "showing", picture, sees: link.sees(SEEN_WITHIN), met: link.linked }));
    const link: CameraLink = new CameraLink({ primitives, clock, role, show, over: () => only(() => this.stop()) });
    this.#link = link;
    link.start();
    return new Facing(link);
  }

  /** Nothing is shown from now on, and the page may not use the camera any more. */
  stop(): void {
    const link = this.#link;
    if (link === undefined) return;
    this.#link = undefined;
    link.stop();
    this.#board.put("camera", { step: "off" });
  }
}

/** One side of it, until the other one is there; in the place of listening on a network. */
export class Facing {
  readonly view: ReceiveView = { step: "facing" };
  readonly #link: CameraLink;
  #given = false;

  constructor(link: CameraLink) {
    this.#link = link;
  }

  /** The one link there is; rejects `transport.closed` when it was closed before, and when it is asked for another. */
  async next(): Promise<Channel> {
    if (this.#given) throw new ExchangeError("transport.closed");
    this.#given = true;
    return this.#link.met;
  }

  /** A link that was taken stays. */
  close(): void {
    if (!this.#link.linked) this.#link.stop();
  }
}
