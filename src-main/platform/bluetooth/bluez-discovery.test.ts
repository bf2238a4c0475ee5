import { describe, expect, it } from "vitest";
import { dashed, serviceUuid } from "../../../src-shared/bluetooth/service.ts";
import { announcedId, rssiOf } from "./bluez-discovery.ts";

const BATTERY = "0000180f-0000-1000-8000-00805f9b34fb";
const ours = (id: string) => dashed(serviceUuid(id));

describe("a device at BlueZ", () => {
  it("announces the last id of ours that it was heard with", () => {
    expect(announcedId({ UUIDs: [ours("00000000000000aa"), BATTERY, ours("00000000000000bb"), BATTERY] })).toBe("00000000000000bb");
  });

  it.each([[[BATTERY]], [[]], [undefined], ["no list"]])("with the services %j announces nothing of ours", (UUIDs) => {
    expect(announcedId({ UUIDs })).toBeUndefined();
  });

  it.each([
    [-61, -61],
    [127, undefined],
    [undefined, undefined],
  ])("with the signal %s is heard with %s", (RSSI, expected) => {
    expect(rssiOf({ RSSI })).toBe(expected);
  });
});
