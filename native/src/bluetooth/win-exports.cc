// `GattServer` and `peripheralState` for JavaScript; their types are in src-main/platform/native.ts.
#include "bluetooth/exports.h"

#include <algorithm>
#include <memory>

#include "bluetooth/win-gatt-server.h"
#include "failure.h"
#include "presence/call.h"

namespace keyferry {

namespace {

constexpr size_t kUuid = sizeof(win::Uuid);
constexpr size_t kValue = 512;
constexpr size_t kClient = 512;

win::Uuid uuidAt(std::span<const uint8_t> uuids, size_t index) {
  win::Uuid uuid{};
  std::copy_n(uuids.begin() + static_cast<std::ptrdiff_t>(index * kUuid), kUuid, uuid.begin());
  return uuid;
}

Bytes copyOf(std::span<const uint8_t> bytes) { return {bytes.begin(), bytes.end()}; }

// class GattServer { constructor(uuids /* service, RX, TX, INFO */, info, heard); open(); advertise(); notify(client, value); close() }
class GattServer : public Napi::ObjectWrap<GattServer> {
 public:
  static Napi::Function define(Napi::Env env) {
    return DefineClass(env, "GattServer",
                       {
                           InstanceMethod<&GattServer::open>("open"),
                           InstanceMethod<&GattServer::advertise>("advertise"),
                           InstanceMethod<&GattServer::notify>("notify"),
                           InstanceMethod<&GattServer::close>("close"),
                       });
  }

  explicit GattServer(const Napi::CallbackInfo& info) : Napi::ObjectWrap<GattServer>(info) {
    const auto uuids = bytesArgument(info, 0, 4 * kUuid, 4 * kUuid);
    const auto value = copyOf(bytesArgument(info, 1, 1, kValue));
    if (info.Length() < 3 || !info[2].IsFunction()) throw Napi::TypeError::New(info.Env(), "function expected");
    heard_ = Napi::ThreadSafeFunction::New(info.Env(), info[2].As<Napi::Function>(), "keyferry gatt", 0, 1);
    heard_.Unref(info.Env());
    auto tell = [heard = heard_](win::GattEvent event) mutable {
      auto* handed = new win::GattEvent(std::move(event));
      if (heard.NonBlockingCall(handed, call) != napi_ok) delete handed;
    };
    const win::GattUuids all{uuidAt(uuids, 0), uuidAt(uuids, 1), uuidAt(uuids, 2), uuidAt(uuids, 3)};
    server_ = std::make_shared<win::GattServer>(all, value, std::move(tell));
  }

 private:
  static void call(Napi::Env env, Napi::Function heard, win::GattEvent* handed) {
    const std::unique_ptr<win::GattEvent> event(handed);
    if (static_cast<napi_env>(env) == nullptr || event == nullptr) return;
    Napi::Uint8Array value = Napi::Uint8Array::New(env, event->value.size());
    std::copy(event->value.begin(), event->value.end(), value.Data());
    heard.Call({Napi::String::New(env, event->what), Napi::String::New(env, event->client), value});
  }

  Napi::Value open(const Napi::CallbackInfo& info) {
    return promiseNothing(info.Env(), [server = server_] { server->open(); });
  }

  Napi::Value advertise(const Napi::CallbackInfo& info) {
    return promiseNothing(info.Env(), [server = server_] { server->advertise(); });
  }

  Napi::Value notify(const Napi::CallbackInfo& info) {
    return promiseNothing(info.Env(), [server = server_, client = textArgument(info, 0, kClient), value = copyOf(bytesArgument(info, 1, 1, kValue))] {
      server->notify(client, value);
    });
  }

  // Nothing is heard after it.
  Napi::Value close(const Napi::CallbackInfo& info) {
    if (released_) return promiseNothing(info.Env(), [] {});
    released_ = true;
    return promiseNothing(info.Env(), [server = server_, heard = heard_]() mutable {
      try {
        server->close();
      } catch (...) {
        heard.Release();
        throw;
      }
      heard.Release();
    });
  }

  std::shared_ptr<win::GattServer> server_;
  Napi::ThreadSafeFunction heard_;
  bool released_ = false;
};

Napi::Value peripheralState(const Napi::CallbackInfo& info) { return promiseText(info.Env(), win::peripheralState); }

}  // namespace

void exportBluetooth(Napi::Env env, Napi::Object exports) {
  Napi::Object bluetooth = Napi::Object::New(env);
  bluetooth.Set("peripheralState", Napi::Function::New(env, peripheralState, "peripheralState"));
  bluetooth.Set("GattServer", GattServer::define(env));
  exports.Set("bluetooth", bluetooth);
}

}  // namespace keyferry
