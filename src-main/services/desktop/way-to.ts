// From the destination the owner chose to the way there: its name on this screen, where it is, and the code when a picture said it.

import { ExchangeError } from "../../../src-shared/errors.ts";
import { isNearbyId } from "../../../src-shared/exchange/discovery.ts";
import type { Destination } from "../../../src-shared/ipc/contract.ts";
import { parseWanted, type Wanted } from "../address.ts";
import type { Computer } from "../links/computers.ts";
import { parseScanned } from "../pairing-picture.ts";
import { type NearbyWatch, nearbyLabel } from "./nearby.ts";
import { shownText } from "./shown-text.ts";

export type Way =
  | { readonly by: "rehearsal"; readonly label: "" }
  | { readonly by: "cameras"; readonly label: "" }
  | {
      readonly by: "computer";
      readonly label: string;
      readonly wanted: Wanted | Computer;
      /** By phone, as the picture on its screen says. */
      readonly code?: string;
    };

const ADDRESS_LENGTH = 80;

/** Throws `usage.invalid`. */
export function wayTo(to: Destination, nearby: Pick<NearbyWatch, "find">): Way {
  switch (to.by) {
    case "rehearsal":
      return { by: "rehearsal", label: "" };
    case "cameras":
      return { by: "cameras", label: "" };
    case "nearby":
      if (!isNearbyId(to.id)) throw new ExchangeError("usage.invalid", { detail: "destination" });
      return { by: "computer", label: nearbyLabel(to.id), wanted: nearby.find(to.id) ?? { id: to.id } };
    case "address":
      return named(parseWanted(to.address), to.address);
    case "scanned":
      return seen(to.text, nearby);
  }
}

function named(wanted: Wanted, typed: string): Way {
  const label = "id" in wanted ? nearbyLabel(wanted.id) : shownText(typed, ADDRESS_LENGTH);
  return { by: "computer", label, wanted };
}

function seen(text: string, nearby: Pick<NearbyWatch, "find">): Way {
  const scanned = parseScanned(text);
  if ("wanted" in scanned) return named(scanned.wanted, text);
  const { addresses, port, id, code } = scanned.picture;
  const wanted = addresses.length > 0 ? { id, lan: { addresses, port } } : (nearby.find(id) ?? { id });
  return { by: "computer", label: nearbyLabel(id), wanted, code };
}
