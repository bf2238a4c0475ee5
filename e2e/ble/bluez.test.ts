// Bluetooth as Linux has it: our BlueZ adapters, as an ordinary user, against the real bluetoothd on a real kernel's Bluetooth (a User-Mode Linux guest).
// Values come disordered there by themselves, over the several bearers that two BlueZ open to each other (EATT).

import { beforeAll, describe, expect, test } from "vitest";
import { serviceUuid } from "../../src-shared/bluetooth/service.ts";
import { type GuestRun, guestMissing, runInGuest } from "../harness/bluez-guest.ts";
import type { Line } from "../harness/line-process.ts";

const PATIENCE = 600_000;
/** Assigned numbers: what every Bluetooth computer begins with, and a complete list of 128-bit service UUIDs. */
const [FLAGS, UUIDS] = [0x01, 0x07];
/** The service's UUID as it is on air, last byte first: any id, then what says Keyferry. */
const OURS = new RegExp(`^[0-9a-f]{16}${Buffer.from(serviceUuid(""), "hex").reverse().toString("hex")}$`);
let run: GuestRun;

/** The line of that event which has these members. */
function said(event: string, members: object = {}): Line {
  const found = run.lines.find((line) => line.event === event && Object.entries(members).every(([name, value]) => line[name] === value));
  if (found === undefined) throw new Error(`the guest did not say ${event} ${JSON.stringify(members)}: ${run.log.slice(-4_000)}`);
  return found;
}

const complete = () => {
  const receipt = { proven: said("ready").items, acknowledged: true, safe: "yes" };
  return { sent: receipt, received: receipt, differences: [], codes: 1, asked: 1 };
};
const all = (state: string) => ({ central: state, peripheral: state, advertising: state, scanning: state });

beforeAll(async () => {
  if (guestMissing !== undefined) return;
  run = await runInGuest("e2e/harness/bluez-guest-job.ts");
  process.stdout.write(`the BlueZ guest ran ${run.seconds} s; its log is ${run.logFile}\n`);
}, PATIENCE);

describe.skipIf(guestMissing !== undefined)(`BlueZ in a guest${guestMissing === undefined ? "" : ` (${guestMissing})`}`, () => {
  test("everything arrives and is proven", () => {
    expect(said("transferred", { name: "quiet" })).toMatchObject(complete());
  });

  test("connections that are cut in the middle are taken up again without another code", () => {
    expect(said("transferred", { name: "broken" })).toMatchObject({ ...complete(), breaks: expect.toSatisfy((breaks: number) => breaks >= 2) });
  });

  test("nothing is on air but one service's UUID", () => {
    const structures = said("aired").structures as readonly { readonly kind: number; readonly hex: string }[];
    const odd = structures.filter(({ kind, hex }) => !(kind === FLAGS && hex === "06") && !(kind === UUIDS && OURS.test(hex)));
    expect([structures.length > 0, odd]).toEqual([true, []]);
  });

  test.each([
    ["on", { central: "ready", peripheral: "ready", advertising: "works", scanning: "works" }],
    ["off", all("bluetooth.off")],
    [
      "without LE",
      {
        central: "bluetooth.no-adapter",
        scanning: "bluetooth.no-adapter",
        peripheral: "bluetooth.no-peripheral-role",
        advertising: "bluetooth.no-peripheral-role",
      },
    ],
    ["without bluetoothd", all("bluetooth.unavailable")],
    ["without adapters", all("bluetooth.no-adapter")],
  ])("the state is told when Bluetooth is %s", (when, expected) => {
    expect(said("states", { when })).toMatchObject(expected);
  });
});
