import { describe, expect, it } from "vitest";
import { ExchangeError } from "../../../src-shared/errors.ts";
import { bluezError, type Purpose, tooLate } from "./bluez-errors.ts";

const named = (dbusName: string) => Object.assign(new Error("said by BlueZ"), { dbusName });

describe("an error of BlueZ", () => {
  it.each([
    ["org.freedesktop.DBus.Error.AccessDenied", "bluetooth.denied"],
    ["org.bluez.Error.NotAuthorized", "bluetooth.denied"],
    ["org.bluez.Error.NotReady", "bluetooth.off"],
    ["org.bluez.Error.InProgress", "bluetooth.busy"],
    ["org.bluez.Error.Failed", "bluetooth.unavailable"],
    ["org.freedesktop.DBus.Error.ServiceUnknown", "bluetooth.unavailable"],
  ])("about the adapter by the name %s is %s", (name, code) => {
    expect(bluezError(named(name), "adapter").code).toBe(code);
  });

  it.each([
    ["org.bluez.Error.Failed", "transport.unreachable"],
    ["org.bluez.Error.NotReady", "bluetooth.off"],
  ])("while connecting by the name %s is %s", (name, code) => {
    expect(bluezError(named(name), "connecting").code).toBe(code);
  });

  it("over a connection that stands is its end, whatever its name", () => {
    expect(bluezError(named("org.bluez.Error.NotAuthorized"), "link").code).toBe("transport.closed");
  });

  it("that is one of ours stays as it is", () => {
    const error = new ExchangeError("owner.cancelled");
    expect(bluezError(error, "link")).toBe(error);
  });

  it.each([
    ["adapter", "bluetooth.unavailable"],
    ["connecting", "transport.timed-out"],
    ["link", "transport.timed-out"],
  ] satisfies [Purpose, string][])("that never comes is, for the %s, %s", (purpose, code) => {
    expect(tooLate(purpose).code).toBe(code);
  });
});
