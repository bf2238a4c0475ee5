// The page that comes after locking is a new one: when the vault is opened, it begins where something waits for its owner.

import { navigation, type Place } from "./navigation.ts";
import { views } from "./views.ts";

type Views = ReturnType<typeof views.getState>;

/** Once, at the first opening this page sees; a place chosen later stays. The program shows what runs before it says that the vault is open. */
export function beginWhereSomethingWaits(): void {
  if (begin(views.getState())) return;
  const stop = views.subscribe((state) => {
    if (begin(state)) stop();
  });
}

function begin(state: Views): boolean {
  if (state.app?.phase.name !== "open") return false;
  const place = waitingPlace(state);
  if (place !== undefined) navigation.setState({ place });
  return true;
}

function waitingPlace({ send, receive, bringIn }: Views): Place | undefined {
  if (send.step !== "idle") return { name: "send" };
  if (receive.step !== "idle") return { name: "receive" };
  return bringIn.step === "idle" ? undefined : { name: "bring-in" };
}
