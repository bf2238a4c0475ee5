// `GuardedCell` for JavaScript: bytes kept in guarded pages, copied out for a moment when they are needed.
#pragma once

#include <napi.h>

#include "memory/guarded.h"

namespace keyferry {

// class GuardedCell { constructor(bytes: Uint8Array /* copied, then overwritten */); length; locked; copyTo(to: Uint8Array); wipe() }
class GuardedCell : public Napi::ObjectWrap<GuardedCell> {
 public:
  static Napi::Function define(Napi::Env env);
  explicit GuardedCell(const Napi::CallbackInfo& info);

 private:
  Napi::Value length(const Napi::CallbackInfo& info);
  Napi::Value locked(const Napi::CallbackInfo& info);
  Napi::Value copyTo(const Napi::CallbackInfo& info);
  void wipeNow(const Napi::CallbackInfo& info);

  GuardedRegion region_;
};

}  // namespace keyferry
