// Whether the person asked for a rehearsal elsewhere: Send reads it when it is opened and begins one.

import { createStore } from "zustand/vanilla";

export const rehearsalOffer = createStore<{ readonly wanted: boolean }>(() => ({ wanted: false }));

export function wantRehearsal(): void {
  rehearsalOffer.setState({ wanted: true });
}

/** True once for each time it was wanted. */
export function takeRehearsal(): boolean {
  const { wanted } = rehearsalOffer.getState();
  rehearsalOffer.setState({ wanted: false });
  return wanted;
}
