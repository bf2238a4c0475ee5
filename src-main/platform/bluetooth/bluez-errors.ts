// What goes wrong at BlueZ, said in our codes: by the D-Bus name of the error, and by what was asked.

import { type ErrorCode, ExchangeError } from "../../../src-shared/errors.ts";

/** `adapter`: this computer's Bluetooth itself. `connecting`: another computer. `link`: a connection that stands. */
export type Purpose = "adapter" | "connecting" | "link";

const FAILED: Record<Purpose, ErrorCode> = { adapter: "bluetooth.unavailable", connecting: "transport.unreachable", link: "transport.closed" };
const LATE: Record<Purpose, ErrorCode> = { adapter: "bluetooth.unavailable", connecting: "transport.timed-out", link: "transport.timed-out" };

/** Of the adapter, also while connecting. */
const BY_NAME: { readonly [name: string]: ErrorCode } = {
  "org.freedesktop.DBus.Error.AccessDenied": "bluetooth.denied",
  "org.bluez.Error.NotAuthorized": "bluetooth.denied",
  "org.bluez.Error.NotReady": "bluetooth.off",
  "org.bluez.Error.Busy": "bluetooth.busy",
  "org.bluez.Error.InProgress": "bluetooth.busy",
  "org.bluez.Error.AlreadyExists": "bluetooth.busy",
  "org.bluez.Error.NotPermitted": "bluetooth.busy", // RegisterAdvertisement: others have taken every place there is for one
};

/** What D-Bus or BlueZ answered, or that nothing came. */
export function bluezError(thrown: unknown, purpose: Purpose): ExchangeError {
  if (thrown instanceof ExchangeError) return thrown;
  const name = dbusNameOf(thrown);
  const known = purpose === "link" || name === undefined ? undefined : BY_NAME[name];
  return new ExchangeError(known ?? FAILED[purpose], { cause: thrown });
}

export function tooLate(purpose: Purpose): ExchangeError {
  return new ExchangeError(LATE[purpose]);
}

export function dbusNameOf(thrown: unknown): string | undefined {
  return thrown instanceof Error && "dbusName" in thrown && typeof thrown.dbusName === "string" ? thrown.dbusName : undefined;
}
