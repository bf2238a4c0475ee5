// `peerCredentials(handle)` for JavaScript.
#pragma once

#include <napi.h>

namespace keyferry {

Napi::Value peerCredentials(const Napi::CallbackInfo& info);

}  // namespace keyferry
