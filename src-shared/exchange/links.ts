// The port through which a session that lost its link, or could have a better one, gets another: resumed there, without a new code. docs/protocol.md §9
// No link is trusted: whoever is at the other end of one has to prove that the session is his.

import type { Channel, LinkKind } from "./channel.ts";

/** Where the importer can be reached besides the link in use: told to the exporter inside the session. */
export type Reach = {
  /** As it is announced nearby (discovery.ts); absent when it is not. */
  readonly id?: string;
  /** IP addresses, best first; may be empty. */
  readonly addresses: readonly string[];
  readonly port: number;
};

export interface Links {
  /**
   * The next link to try: dialled by the exporter, taken by the importer. Asked again as soon as it gave one, also while another carries the
   * session; does not resolve while there is nothing to try. Rejects when `signal` aborts; when it rejects for anything else it is not asked again.
   */
  next(signal: AbortSignal): Promise<Channel>;
  /** Which kind of link carries the session from now on; undefined while none does. */
  carriedBy?(kind: LinkKind | undefined): void;
  /** Importer: sent with its request. */
  readonly reach?: Reach;
  /** Exporter: what the importer said. */
  reachable?(reach: Reach): void;
}
