// The calls about what cannot move: the owner's list, and what the system itself knows.

import type { StaysView } from "../../../src-shared/ipc/views-transfer.ts";
import { putStays, removeStays, staysEntries, staysOfSystem } from "../stays-on-device.ts";
import type { Calls } from "./calls.ts";
import type { DesktopPorts } from "./ports.ts";
import type { Session } from "./session.ts";

export type StaysCalls = Pick<Calls, Extract<keyof Calls, `stays.${string}`>>;

export function staysCalls({ exchange }: Pick<DesktopPorts, "exchange">, session: Session): StaysCalls {
  return {
    "stays.list": async (): Promise<StaysView> => {
      const own = staysEntries(session.vault);
      const ofSystem = await staysOfSystem(exchange.devicePasskeys);
      return { own, ...(ofSystem !== undefined && { ofSystem }) };
    },
    "stays.put": (draft) => putStays(session.vault, exchange.primitives, draft),
    "stays.remove": ({ id }) => removeStays(session.vault, id),
  };
}
