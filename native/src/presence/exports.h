// What this system's presence and hardware keys add to the addon; nothing on Linux, where polkit and the TPM need no addon.
#pragma once

#include <napi.h>

namespace keyferry {

void exportPresence(Napi::Env env, Napi::Object exports);

}  // namespace keyferry
