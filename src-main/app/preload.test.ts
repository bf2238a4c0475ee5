// What the page gets of the program: nothing that takes a path from it, and no name that is not in the contract.

import { expect, test, vi } from "vitest";
import type { Api } from "../../src-shared/ipc/reply.ts";

const electron = vi.hoisted(() => {
  const invoked: unknown[][] = [];
  const exposed: { api?: unknown } = {};
  return { invoked, exposed };
});

vi.mock("electron", () => ({
  contextBridge: { exposeInMainWorld: (_name: string, api: unknown) => Object.assign(electron.exposed, { api }) },
  ipcRenderer: { invoke: async (...args: unknown[]) => electron.invoked.push(args), on: () => {}, off: () => {} },
  webUtils: { getPathForFile: () => "/dropped.csv" },
}));

async function pageApi(): Promise<Api> {
  await import("./preload.ts");
  electron.invoked.length = 0;
  return electron.exposed.api as Api;
}

test.each(["bringIn.open", "vault.everything", "constructor"])("the page cannot call %s", async (name) => {
  const api = await pageApi();
  const reply = await api.call(name as "bringIn.open", { path: "/home/sam/passwords.csv" });
  expect([reply, electron.invoked]).toEqual([{ ok: false, code: "usage.invalid", detail: "call" }, []]);
});

test("a file that was dropped is opened by the path the system knows", async () => {
  const api = await pageApi();
  await api.bringIn({ name: "/etc/other" });
  expect(electron.invoked).toEqual([["keyferry:call", "bringIn.open", { path: "/dropped.csv" }]]);
});
