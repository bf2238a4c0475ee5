// The system's message bus (D-Bus), where polkit and BlueZ are.

import type { MessageBus } from "dbus-native";

/** Not from DBUS_SYSTEM_BUS_ADDRESS: whoever sets our environment could have a bus with a polkit that says yes there. */
const ADDRESS = "unix:path=/run/dbus/system_bus_socket";

/** `timeout`: milliseconds for a call that names none, 0 for no limit. Rejects when there is no system bus. */
export async function connectToSystemBus(timeout: number): Promise<MessageBus> {
  const { createClient } = await import("dbus-native");
  // EXTERNAL alone: the kernel tells the bus who we are; the other methods read files below $HOME or tell nothing.
  const bus = createClient({ busAddress: ADDRESS, authMethods: ["EXTERNAL"], timeout });
  const { promise: broken, reject } = Promise.withResolvers<never>();
  bus.connection.on("error", reject); // without a listener a missing socket would end the process; the calls reject as well
  broken.catch(() => undefined);
  try {
    await Promise.race([bus.listNames(), broken]);
    return bus;
  } catch (thrown) {
    bus.connection.end();
    throw thrown;
  }
}
