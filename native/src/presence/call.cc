// Promises for long calls. presence/call.h
#include "presence/call.h"

#include <cstring>
#include <exception>
#include <memory>
#include <utility>

#include "failure.h"
#include "memory/guarded.h"

namespace keyferry {

namespace {

class Call : public Napi::AsyncWorker {
 public:
  Call(Napi::Env env, std::function<void()> work, std::function<Napi::Value(Napi::Env)> resolve)
      : Napi::AsyncWorker(env, "keyferry"), deferred_(Napi::Promise::Deferred::New(env)), work_(std::move(work)), resolve_(std::move(resolve)) {}

  Napi::Promise promise() const { return deferred_.Promise(); }

 protected:
  void Execute() override {
    try {
      work_();
    } catch (const Failure& failure) {
      code_ = failure.code();
      SetError(failure.what());
    } catch (const std::exception& unexpected) {
      code_ = "failed";
      SetError(unexpected.what());
    } catch (...) {
      code_ = "failed";
      SetError("unknown failure");
    }
  }

  void OnOK() override {
    try {
      deferred_.Resolve(resolve_(Env()));
    } catch (const Failure& failure) {
      deferred_.Reject(toError(Env(), failure).Value());
    } catch (const Napi::Error& error) {
      deferred_.Reject(error.Value());
    }
  }

  void OnError(const Napi::Error& error) override {
    error.Set("code", Napi::String::New(Env(), code_));
    deferred_.Reject(error.Value());
  }

 private:
  Napi::Promise::Deferred deferred_;
  std::function<void()> work_;
  std::function<Napi::Value(Napi::Env)> resolve_;
  std::string code_;
};

}  // namespace

SecretBytes::~SecretBytes() {
  if (!bytes.empty()) wipe(bytes.data(), bytes.size());
}

Napi::Value promiseValue(Napi::Env env, std::function<void()> work, std::function<Napi::Value(Napi::Env)> resolve) {
  auto* call = new Call(env, std::move(work), std::move(resolve));  // deletes itself when it is done
  const Napi::Promise promise = call->promise();
  call->Queue();
  return promise;
}

Napi::Value promiseNothing(Napi::Env env, std::function<void()> work) {
  return promiseValue(env, std::move(work), [](Napi::Env in) { return in.Undefined(); });
}

Napi::Value promiseText(Napi::Env env, std::function<std::string()> work) {
  auto text = std::make_shared<std::string>();
  return promiseValue(
      env, [text, work = std::move(work)] { *text = work(); }, [text](Napi::Env in) -> Napi::Value { return Napi::String::New(in, *text); });
}

Napi::Value promiseBytes(const Napi::CallbackInfo& info, size_t index, std::function<SecretBytes()> work) {
  bytesArgument(info, index, 1, 65536);
  auto into = std::make_shared<Napi::Reference<Napi::Uint8Array>>(Napi::Persistent(info[index].As<Napi::Uint8Array>()));
  auto made = std::make_shared<SecretBytes>();
  return promiseValue(
      info.Env(), [made, work = std::move(work)] { *made = work(); },
      [made, into](Napi::Env env) -> Napi::Value {
        Napi::Uint8Array array = into->Value();
        if (array.ByteLength() < made->bytes.size()) throw Failure("too-long", "result");
        std::memcpy(array.Data(), made->bytes.data(), made->bytes.size());
        return Napi::Number::New(env, static_cast<double>(made->bytes.size()));
      });
}

}  // namespace keyferry
