// The calls about what cannot move.

import { expect, it } from "vitest";
import { openDesktop } from "./testing/open-desktop.ts";

const KEY = { title: "Bank", site: "bank.example", kind: "security-key" } as const;

it("lists what was put", async () => {
  const { call } = await openDesktop();
  const entry = await call("stays.put", KEY);
  expect(await call("stays.list", undefined)).toEqual({ own: [entry] });
});

it("does not list what was removed", async () => {
  const { call } = await openDesktop();
  const { id } = await call("stays.put", KEY);
  await call("stays.remove", { id });
  expect(await call("stays.list", undefined)).toEqual({ own: [] });
});

it("shows what was put before sending, with what holds it", async () => {
  const { call } = await openDesktop();
  await call("stays.put", KEY);
  const { stays } = await call("send.preview", { selection: { by: "all" } });
  expect(stays).toEqual([{ title: "Bank", kind: "passkey", site: "bank.example", held: "security-key", reason: "kept on a security key" }]);
});

it("shows what the system keeps itself apart from the owner's list", async () => {
  const { call, ports } = await openDesktop();
  Object.assign(ports.exchange, { devicePasskeys: { list: async () => [{ rpId: "site.example", userName: "sam", backedUp: false }] } });
  const ofSystem = [{ id: "system-0", title: "sam", site: "site.example", kind: "this-computer" }];
  expect(await call("stays.list", undefined)).toEqual({ own: [], ofSystem });
});
