// `secureEnclave` for JavaScript; its types are in src-main/platform/native.ts.
#include <memory>

#include "failure.h"
#include "presence/exports.h"
#include "presence/mac.h"

namespace keyferry {

namespace {

constexpr size_t kTag = 128;
constexpr size_t kReason = 1024;
constexpr size_t kMessage = 65536;
constexpr size_t kWrapped = 4096;

Bytes copyOf(std::span<const uint8_t> bytes) { return {bytes.begin(), bytes.end()}; }

Napi::Value state(const Napi::CallbackInfo& info) { return Napi::String::New(info.Env(), enclave::state()); }

Napi::Value wrapKey(const Napi::CallbackInfo& info) {
  auto key = std::make_shared<SecretBytes>(bytesArgument(info, 1, 16, 64));
  return promiseBytes(info, 2, [tag = textArgument(info, 0, kTag), key] { return enclave::wrap(tag, *key); });
}

Napi::Value unwrapKey(const Napi::CallbackInfo& info) {
  auto work = [tag = textArgument(info, 0, kTag), wrapped = copyOf(bytesArgument(info, 1, 1, kWrapped)), reason = textArgument(info, 2, kReason)] {
    return enclave::unwrap(tag, wrapped, reason);
  };
  return promiseBytes(info, 3, work);
}

Napi::Value forget(const Napi::CallbackInfo& info) {
  return promiseNothing(info.Env(), [tag = textArgument(info, 0, kTag)] { enclave::forget(tag); });
}

Napi::Value createIdentity(const Napi::CallbackInfo& info) {
  return promiseBytes(info, 1, [tag = textArgument(info, 0, kTag)] { return enclave::createIdentity(tag); });
}

Napi::Value sign(const Napi::CallbackInfo& info) {
  auto work = [tag = textArgument(info, 0, kTag), message = copyOf(bytesArgument(info, 1, 1, kMessage))] { return enclave::sign(tag, message); };
  return promiseBytes(info, 2, work);
}

}  // namespace

void exportPresence(Napi::Env env, Napi::Object exports) {
  Napi::Object out = Napi::Object::New(env);
  out.Set("state", Napi::Function::New(env, state));
  out.Set("wrap", Napi::Function::New(env, wrapKey));
  out.Set("unwrap", Napi::Function::New(env, unwrapKey));
  out.Set("forget", Napi::Function::New(env, forget));
  out.Set("createIdentity", Napi::Function::New(env, createIdentity));
  out.Set("sign", Napi::Function::New(env, sign));
  exports.Set("secureEnclave", out);
}

}  // namespace keyferry
