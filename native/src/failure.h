// What every part of the addon throws: an error with a short code that src-main/platform/native.ts knows.
#pragma once

#include <napi.h>

#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>

namespace keyferry {

// `code` is one of NATIVE_FAILURES in src-main/platform/native.ts; `what()` is for a log and holds no secret.
class Failure : public std::runtime_error {
 public:
  Failure(std::string code, const std::string& detail) : std::runtime_error(code + ": " + detail), code_(std::move(code)) {}
  const std::string& code() const { return code_; }

 private:
  std::string code_;
};

Napi::Error toError(Napi::Env env, const Failure& failure);

// The bytes of a Uint8Array argument, `minimum` to `maximum` of them; throws a RangeError or TypeError otherwise.
std::span<uint8_t> bytesArgument(const Napi::CallbackInfo& info, size_t index, size_t minimum, size_t maximum);

// A string argument of at most `maximum` UTF-8 bytes, without NUL.
std::string textArgument(const Napi::CallbackInfo& info, size_t index, size_t maximum);

}  // namespace keyferry
