// `windowsHello` for JavaScript; its types are in src-main/platform/native.ts.
#include "presence/win.h"

#include <cstring>
#include <memory>

#include "failure.h"
#include "presence/exports.h"

namespace keyferry {

namespace {

constexpr size_t kName = 128;
constexpr size_t kText = 1024;
constexpr size_t kChallenge = 64;
constexpr size_t kDigest = 32;

Bytes copyOf(std::span<const uint8_t> bytes) { return {bytes.begin(), bytes.end()}; }

// As Electron's getNativeWindowHandle gives it: the bytes of an HWND.
HWND windowArgument(const Napi::CallbackInfo& info, size_t index) {
  const auto bytes = bytesArgument(info, index, sizeof(HWND), sizeof(HWND));
  HWND window = nullptr;
  std::memcpy(&window, bytes.data(), sizeof window);
  return window;
}

Napi::Value consentState(const Napi::CallbackInfo& info) { return promiseText(info.Env(), win::consentState); }

Napi::Value verifyConsent(const Napi::CallbackInfo& info) {
  return promiseNothing(info.Env(), [window = windowArgument(info, 0), text = textArgument(info, 1, kText)] { win::verifyConsent(window, text); });
}

void cancelConsent(const Napi::CallbackInfo&) { win::cancelConsent(); }

Napi::Value keyState(const Napi::CallbackInfo& info) { return promiseText(info.Env(), win::helloKeyState); }

Napi::Value createKey(const Napi::CallbackInfo& info) {
  return promiseNothing(info.Env(), [name = textArgument(info, 0, kName)] { win::createHelloKey(name); });
}

Napi::Value sign(const Napi::CallbackInfo& info) {
  auto work = [name = textArgument(info, 0, kName), challenge = copyOf(bytesArgument(info, 1, 16, kChallenge))] { return win::helloSign(name, challenge); };
  return promiseBytes(info, 2, work);
}

Napi::Value forgetKey(const Napi::CallbackInfo& info) {
  return promiseNothing(info.Env(), [name = textArgument(info, 0, kName)] { win::forgetHelloKey(name); });
}

Napi::Value identityState(const Napi::CallbackInfo& info) { return Napi::String::New(info.Env(), win::identityState()); }

Napi::Value createIdentity(const Napi::CallbackInfo& info) {
  return promiseBytes(info, 1, [name = textArgument(info, 0, kName)] { return win::createIdentity(name); });
}

Napi::Value signIdentity(const Napi::CallbackInfo& info) {
  auto work = [name = textArgument(info, 0, kName), digest = copyOf(bytesArgument(info, 1, kDigest, kDigest))] { return win::signIdentity(name, digest); };
  return promiseBytes(info, 2, work);
}

Napi::Value platformPasskeys(const Napi::CallbackInfo& info) {
  auto found = std::make_shared<std::vector<win::Passkey>>();
  return promiseValue(
      info.Env(), [found] { *found = win::platformPasskeys(); },
      [found](Napi::Env env) -> Napi::Value {
        Napi::Array list = Napi::Array::New(env, found->size());
        for (size_t i = 0; i < found->size(); i++) {
          Napi::Object one = Napi::Object::New(env);
          one.Set("rpId", Napi::String::New(env, (*found)[i].rpId));
          one.Set("userName", Napi::String::New(env, (*found)[i].userName));
          one.Set("backedUp", Napi::Boolean::New(env, (*found)[i].backedUp));
          list.Set(static_cast<uint32_t>(i), one);
        }
        return list;
      });
}

}  // namespace

void exportPresence(Napi::Env env, Napi::Object exports) {
  Napi::Object out = Napi::Object::New(env);
  out.Set("consentState", Napi::Function::New(env, consentState));
  out.Set("verifyConsent", Napi::Function::New(env, verifyConsent));
  out.Set("cancelConsent", Napi::Function::New(env, cancelConsent));
  out.Set("keyState", Napi::Function::New(env, keyState));
  out.Set("createKey", Napi::Function::New(env, createKey));
  out.Set("sign", Napi::Function::New(env, sign));
  out.Set("forgetKey", Napi::Function::New(env, forgetKey));
  out.Set("identityState", Napi::Function::New(env, identityState));
  out.Set("createIdentity", Napi::Function::New(env, createIdentity));
  out.Set("signIdentity", Napi::Function::New(env, signIdentity));
  out.Set("platformPasskeys", Napi::Function::New(env, platformPasskeys));
  exports.Set("windowsHello", out);
}

}  // namespace keyferry
