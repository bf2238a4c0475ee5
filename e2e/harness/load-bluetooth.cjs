// Loads the native parts of Bluetooth that this system's package ships, for the hosted checks on macOS and Windows: node load-bluetooth.cjs

const { platform } = process;
require("@abandonware/noble");
if (platform === "darwin") require("@stoprocent/bleno");
if (platform === "win32" && typeof require("@keyferry/native").bluetooth?.GattServer !== "function") throw new Error("the addon has no GATT server");
process.stdout.write("Bluetooth's native parts load\n");
// what they begin when they are loaded would keep the process
process.exit();
