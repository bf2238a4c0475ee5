// A call that takes long, on a thread of its own pool: JavaScript gets a promise, secrets are copied into the caller's array and overwritten here.
#pragma once

#include <napi.h>

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace keyferry {

using Bytes = std::vector<uint8_t>;

// Overwritten when it goes out of scope.
struct SecretBytes {
  Bytes bytes;
  SecretBytes() = default;
  explicit SecretBytes(std::span<const uint8_t> from) : bytes(from.begin(), from.end()) {}
  explicit SecretBytes(Bytes&& from) : bytes(std::move(from)) {}
  SecretBytes(SecretBytes&&) = default;
  SecretBytes& operator=(SecretBytes&&) = default;
  SecretBytes(const SecretBytes&) = delete;
  SecretBytes& operator=(const SecretBytes&) = delete;
  ~SecretBytes();
};

// Resolves with undefined. `work` may throw Failure.
Napi::Value promiseNothing(Napi::Env env, std::function<void()> work);

// Resolves with the text.
Napi::Value promiseText(Napi::Env env, std::function<std::string()> work);

// Resolves with the number of bytes written into the array at `index` of the arguments; fails with "too-long" when it is too small.
Napi::Value promiseBytes(const Napi::CallbackInfo& info, size_t index, std::function<SecretBytes()> work);

// `resolve` makes the value when `work` is done, on JavaScript's thread.
Napi::Value promiseValue(Napi::Env env, std::function<void()> work, std::function<Napi::Value(Napi::Env)> resolve);

}  // namespace keyferry
