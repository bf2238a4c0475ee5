// What was chosen in the window's menu, as places to go; the vault itself hears what concerns its list.

import { useEffect, useRef } from "react";
import type { CommandName } from "../src-shared/ipc/views-app.ts";
import { FIRST_PLACE, goTo, navigation, type Place } from "./navigation.ts";
import { useView } from "./views.ts";

const PLACES: { readonly [name in CommandName]: Place } = {
  vault: FIRST_PLACE,
  "new-item": FIRST_PLACE,
  find: FIRST_PLACE,
  send: { name: "send" },
  receive: { name: "receive" },
  settings: { name: "settings" },
};

/** Only commands given after the page was loaded. */
export function useMenuCommands(): void {
  const { command } = useView("app");
  const done = useRef(command?.number ?? 0);
  useEffect(() => {
    if (command === undefined || command.number === done.current) return;
    done.current = command.number;
    const to = PLACES[command.name];
    if (to.name !== "vault" || navigation.getState().place.name !== "vault") goTo(to);
  }, [command]);
}
