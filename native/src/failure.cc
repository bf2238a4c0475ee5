// Errors and arguments at the border between JavaScript and the addon.
#include "failure.h"

namespace keyferry {

Napi::Error toError(Napi::Env env, const Failure& failure) {
  Napi::Error error = Napi::Error::New(env, failure.what());
  error.Set("code", Napi::String::New(env, failure.code()));
  return error;
}

std::span<uint8_t> bytesArgument(const Napi::CallbackInfo& info, size_t index, size_t minimum, size_t maximum) {
  if (info.Length() <= index || !info[index].IsTypedArray()) throw Napi::TypeError::New(info.Env(), "Uint8Array expected");
  Napi::TypedArray array = info[index].As<Napi::TypedArray>();
  if (array.TypedArrayType() != napi_uint8_array) throw Napi::TypeError::New(info.Env(), "Uint8Array expected");
  const size_t length = array.ByteLength();
  if (length < minimum || length > maximum) throw Napi::RangeError::New(info.Env(), "length out of range");
  return {info[index].As<Napi::Uint8Array>().Data(), length};
}

std::string textArgument(const Napi::CallbackInfo& info, size_t index, size_t maximum) {
  if (info.Length() <= index || !info[index].IsString()) throw Napi::TypeError::New(info.Env(), "string expected");
  std::string text = info[index].As<Napi::String>().Utf8Value();
  if (text.size() > maximum || text.find('\0') != std::string::npos) throw Napi::RangeError::New(info.Env(), "text out of range");
  return text;
}

}  // namespace keyferry
