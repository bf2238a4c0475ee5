// `peerCredentials(handle)` for JavaScript: { pid, uid?, executable?, signer?, pinned }.
#include "peer-credentials/peer-credentials.h"

#include "failure.h"
#include "peer-credentials/peer.h"

namespace keyferry {

Napi::Value peerCredentials(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  if (info.Length() < 1 || !info[0].IsNumber()) throw Napi::TypeError::New(env, "handle expected");
  try {
    const Peer peer = peerOf(info[0].As<Napi::Number>().Int64Value());
    Napi::Object out = Napi::Object::New(env);
    out.Set("pid", Napi::Number::New(env, static_cast<double>(peer.pid)));
    if (peer.uid >= 0) out.Set("uid", Napi::Number::New(env, static_cast<double>(peer.uid)));
    if (!peer.executable.empty()) out.Set("executable", Napi::String::New(env, peer.executable));
    if (!peer.signer.empty()) out.Set("signer", Napi::String::New(env, peer.signer));
    out.Set("pinned", Napi::Boolean::New(env, peer.pinned));
    return out;
  } catch (const Failure& failure) {
    throw toError(env, failure);
  }
}

}  // namespace keyferry
