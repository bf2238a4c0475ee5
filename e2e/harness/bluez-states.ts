// Says how Bluetooth stands here by BlueZ, in each role, and why looking and being found do not work: a line of JSON for each line it is told, which
// names an adapter or is empty. It ends with its input.

import { createInterface } from "node:readline";
import { bluezCentral } from "../../src-main/platform/bluetooth/bluez-central.ts";
import { bluezPeripheral } from "../../src-main/platform/bluetooth/bluez-peripheral.ts";
import { systemClock } from "../../src-main/platform/system-clock.ts";
import type { BleCentral } from "../../src-shared/bluetooth/ports.ts";
import { toExchangeError } from "../../src-shared/errors.ts";

for await (const adapter of createInterface({ input: process.stdin })) {
  const ports = { clock: systemClock(), ...(adapter !== "" && { adapter }) };
  const [central, peripheral] = [bluezCentral(ports), bluezPeripheral(ports)];
  const states = { central: await central.state(), peripheral: await peripheral.state() };
  const advertising = await peripheral
    .advertise("00112233aabbccdd", () => {})
    .then(
      async ({ stop }) => {
        await stop();
        return "works";
      },
      (thrown) => toExchangeError(thrown).code,
    );
  const scanning = states.central === "ready" ? "works" : await trouble(central);
  process.stdout.write(`${JSON.stringify({ event: "states", ...states, advertising, scanning })}\n`);
}

function trouble(central: BleCentral): Promise<string> {
  return new Promise((resolve) => {
    const { stop } = central.scan(
      () => {},
      ({ code }) => {
        stop();
        resolve(code);
      },
    );
  });
}
