// The pushed views as one store: what the program says is, as the window knows it.

import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { VIEW_NAMES, type ViewName, type Views } from "../src-shared/ipc/contract.ts";
import { call, onChanged } from "./api.ts";

const FIRST: Omit<Views, "app"> = {
  vault: null,
  nearby: { looking: false, computers: [] },
  send: { step: "idle" },
  receive: { step: "idle" },
  bringIn: { step: "idle" },
  camera: { step: "off" },
};

export const views = createStore<Omit<Views, "app"> & { readonly app: Views["app"] | undefined }>(() => ({ ...FIRST, app: undefined }));

/** Asks for every view once; a push that comes meanwhile is newer and stays. */
export async function startViews(): Promise<void> {
  const pushed = new Set<ViewName>();
  onChanged((name, view) => {
    pushed.add(name);
    views.setState({ [name]: view });
  });
  const asked = await Promise.all(VIEW_NAMES.map(async (name) => [name, await call("view", { name })] as const));
  views.setState(Object.fromEntries(asked.filter(([name]) => !pushed.has(name))));
}

export function useView<N extends ViewName>(name: N): Views[N] {
  // the page renders nothing before the app view is there
  return useStore(views, (all) => all[name] as Views[N]);
}
