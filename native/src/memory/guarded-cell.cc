// `GuardedCell` for JavaScript. memory/guarded-cell.h
#include "memory/guarded-cell.h"

#include "failure.h"

namespace keyferry {

static constexpr size_t kLongest = 65536;

Napi::Function GuardedCell::define(Napi::Env env) {
  return DefineClass(env, "GuardedCell",
                     {
                         InstanceAccessor<&GuardedCell::length>("length"),
                         InstanceAccessor<&GuardedCell::locked>("locked"),
                         InstanceMethod<&GuardedCell::copyTo>("copyTo"),
                         InstanceMethod<&GuardedCell::wipeNow>("wipe"),
                     });
}

GuardedCell::GuardedCell(const Napi::CallbackInfo& info) : Napi::ObjectWrap<GuardedCell>(info) {
  const auto bytes = bytesArgument(info, 0, 1, kLongest);
  if (!region_.keep(bytes)) throw toError(info.Env(), Failure("no-memory", "guarded pages"));
  wipe(bytes.data(), bytes.size());
}

Napi::Value GuardedCell::length(const Napi::CallbackInfo& info) { return Napi::Number::New(info.Env(), static_cast<double>(region_.length())); }

Napi::Value GuardedCell::locked(const Napi::CallbackInfo& info) { return Napi::Boolean::New(info.Env(), region_.locked()); }

Napi::Value GuardedCell::copyTo(const Napi::CallbackInfo& info) {
  if (region_.empty()) throw toError(info.Env(), Failure("wiped", "guarded cell"));
  const auto to = bytesArgument(info, 0, region_.length(), region_.length());
  if (!region_.copyTo(to)) throw toError(info.Env(), Failure("no-memory", "page protection"));
  return info.Env().Undefined();
}

void GuardedCell::wipeNow(const Napi::CallbackInfo&) { region_.release(); }

}  // namespace keyferry
