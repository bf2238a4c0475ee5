// The addon's exports. src-main/platform/native.ts is the one file that loads it and has their types.
#include <napi.h>

#include "memory/guarded-cell.h"
#include "peer-credentials/peer-credentials.h"
#include "process/harden.h"
#if defined(__APPLE__) || defined(_WIN32)
#include "presence/exports.h"
#endif
#if defined(_WIN32)
#include "bluetooth/exports.h"
#endif

namespace keyferry {

static Napi::Value harden(const Napi::CallbackInfo& info) {
  const Hardening done = hardenProcess();
  Napi::Array refused = Napi::Array::New(info.Env(), done.refused.size());
  for (size_t i = 0; i < done.refused.size(); i++) refused.Set(static_cast<uint32_t>(i), done.refused[i]);
  return refused;
}

static Napi::Object exportAll(Napi::Env env, Napi::Object exports) {
  exports.Set("GuardedCell", GuardedCell::define(env));
  exports.Set("hardenProcess", Napi::Function::New(env, harden, "hardenProcess"));
  exports.Set("peerCredentials", Napi::Function::New(env, peerCredentials, "peerCredentials"));
#if defined(__APPLE__) || defined(_WIN32)
  exportPresence(env, exports);
#endif
#if defined(_WIN32)
  exportBluetooth(env, exports);
#endif
  return exports;
}

}  // namespace keyferry

static Napi::Object init(Napi::Env env, Napi::Object exports) { return keyferry::exportAll(env, exports); }
NODE_API_MODULE(NODE_GYP_MODULE_NAME, init)
