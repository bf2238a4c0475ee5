// What the page gets of the program: `window.api`, three functions that carry values only.

import { contextBridge, ipcRenderer, webUtils } from "electron";
import { type ArgsOf, CALL_NAMES, type CallName, type ResultOf, type ViewName, type Views } from "../../src-shared/ipc/contract.ts";
import { type Api, CALL_CHANNEL, CHANGED_CHANNEL, type Reply } from "../../src-shared/ipc/reply.ts";

/** Its path is found here: a page that is not ours must not name one. */
const OPEN = "bringIn.open";
const NAMES: ReadonlySet<string> = new Set(CALL_NAMES.filter((name) => name !== OPEN));

async function call<N extends CallName>(name: N, args: ArgsOf<N>): Promise<Reply<ResultOf<N>>> {
  return NAMES.has(name) ? ipcRenderer.invoke(CALL_CHANNEL, name, args) : { ok: false, code: "usage.invalid", detail: "call" };
}

const api: Api = {
  call,
  onChanged(listener) {
    const hear = (_event: unknown, name: ViewName, view: Views[ViewName]) => listener(name, view);
    ipcRenderer.on(CHANGED_CHANNEL, hear);
    return () => {
      ipcRenderer.off(CHANGED_CHANNEL, hear);
    };
  },
  // a file made by the page itself has no path: the program refuses the empty one
  bringIn: async (file) => ipcRenderer.invoke(CALL_CHANNEL, OPEN, { path: webUtils.getPathForFile(file as File) }),
};

contextBridge.exposeInMainWorld("api", api);
