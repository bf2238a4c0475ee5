// What being found over Bluetooth adds to the addon; only Windows needs it: macOS has bleno, Linux BlueZ.
#pragma once

#include <napi.h>

namespace keyferry {

void exportBluetooth(Napi::Env env, Napi::Object exports);

}  // namespace keyferry
