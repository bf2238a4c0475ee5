// The GATT service by WinRT. bluetooth/win-gatt-server.h
#include "bluetooth/win-gatt-server.h"

#include <windows.h>

#include <combaseapi.h>
#include <winrt/Windows.Devices.Bluetooth.GenericAttributeProfile.h>
#include <winrt/Windows.Devices.Bluetooth.h>
#include <winrt/Windows.Devices.Radios.h>
#include <winrt/Windows.Foundation.Collections.h>
#include <winrt/Windows.Foundation.h>

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <utility>
#include <vector>

#include "bluetooth/win-gatt-values.h"
#include "failure.h"
#include "presence/win-apartment.h"

namespace keyferry::win {

namespace {

using namespace winrt::Windows::Devices::Bluetooth;
using namespace winrt::Windows::Devices::Bluetooth::GenericAttributeProfile;
using winrt::Windows::Devices::Radios::RadioState;
using Advertising = GattServiceProviderAdvertisementStatus;

constexpr std::chrono::seconds kUntilOnAir{5};

// What Windows calls us back with needs an apartment that outlives the calls of the pool's threads; one for as long as the process runs.
void keepApartment() {
  static const HRESULT kept = [] {
    CO_MTA_USAGE_COOKIE cookie{};
    return CoIncrementMTAUsage(&cookie);
  }();
  if (FAILED(kept)) throw Failure("unavailable", "apartment");
}

// An error in a callback of Windows' has nobody to go to; whatever was lost, the other side sends again.
template <typename Work>
void guarded(Work work) noexcept {
  try {
    work();
  } catch (...) {
  }
}

}  // namespace

struct GattServer::State : std::enable_shared_from_this<GattServer::State> {
  State(const GattUuids& uuids, Bytes info, std::function<void(GattEvent)> heard) : uuids_(uuids), info_(std::move(info)), heard_(std::move(heard)) {}

  void open() {
    const auto made = GattServiceProvider::CreateAsync(toGuid(uuids_.service)).get();
    expect(made.Error(), "service");
    const auto provider = made.ServiceProvider();
    const auto weak = weak_from_this();
    const auto rx = characteristic(provider, uuids_.rx, GattCharacteristicProperties::Write | GattCharacteristicProperties::WriteWithoutResponse);
    written_ = rx.WriteRequested([weak](const GattLocalCharacteristic&, const GattWriteRequestedEventArgs& args) {
      guarded([&] {
        if (const auto state = weak.lock()) state->take(args);
      });
    });
    const auto tx = characteristic(provider, uuids_.tx, GattCharacteristicProperties::Notify);
    subscribed_ = tx.SubscribedClientsChanged([weak](const GattLocalCharacteristic&, const winrt::Windows::Foundation::IInspectable&) {
      guarded([&] {
        if (const auto state = weak.lock()) state->compareClients();
      });
    });
    characteristic(provider, uuids_.info, GattCharacteristicProperties::Read, &info_);
    advertised_ = provider.AdvertisementStatusChanged([weak](const GattServiceProvider&, const GattServiceProviderAdvertisementStatusChangedEventArgs& args) {
      guarded([&] {
        if (const auto state = weak.lock()) state->advertised(args.Status(), args.Error());
      });
    });
    const std::lock_guard<std::mutex> lock(guard_);
    provider_ = provider;
    rx_ = rx;
    tx_ = tx;
  }

  void advertise() {
    GattServiceProviderAdvertisingParameters parameters;
    parameters.IsConnectable(true);
    parameters.IsDiscoverable(true);
    {
      const std::lock_guard<std::mutex> lock(guard_);
      status_ = Advertising::Created;
    }
    opened().StartAdvertising(parameters);
    std::unique_lock<std::mutex> lock(guard_);
    const bool settled = changed_.wait_for(lock, kUntilOnAir, [this] { return closed_ || status_ != Advertising::Created; });
    if (!settled) throw Failure("unavailable", "advertising");
    if (status_ == Advertising::Aborted) expect(error_, "advertising");
    if (closed_ || (status_ != Advertising::Started && status_ != Advertising::StartedWithoutAllAdvertisementData)) throw Failure("failed", "advertising");
  }

  void notify(const std::string& client, const Bytes& value) {
    GattSubscribedClient found{nullptr};
    GattLocalCharacteristic through{nullptr};
    {
      const std::lock_guard<std::mutex> lock(guard_);
      const auto known = clients_.find(client);
      if (closed_ || known == clients_.end()) throw Failure("gone", "client");
      found = known->second;
      through = tx_;
    }
    if (value.size() > found.MaxNotificationSize()) return;
    if (through.NotifyValueAsync(toBuffer(value), found).get().Status() != GattCommunicationStatus::Success) throw Failure("gone", "notification");
  }

  void close() {
    GattServiceProvider provider{nullptr};
    GattLocalCharacteristic rx{nullptr};
    GattLocalCharacteristic tx{nullptr};
    {
      const std::lock_guard<std::mutex> lock(guard_);
      if (closed_) return;
      closed_ = true;
      heard_ = nullptr;
      clients_.clear();
      std::swap(provider, provider_);
      std::swap(rx, rx_);
      std::swap(tx, tx_);
    }
    changed_.notify_all();
    if (rx != nullptr) rx.WriteRequested(written_);
    if (tx != nullptr) tx.SubscribedClientsChanged(subscribed_);
    if (provider == nullptr) return;
    provider.AdvertisementStatusChanged(advertised_);
    provider.StopAdvertising();
  }

 private:
  // Ours until it is closed.
  GattServiceProvider opened() {
    const std::lock_guard<std::mutex> lock(guard_);
    if (closed_ || provider_ == nullptr) throw Failure("gone", "service");
    return provider_;
  }

  GattLocalCharacteristic characteristic(const GattServiceProvider& of, const Uuid& uuid, GattCharacteristicProperties properties, const Bytes* value = nullptr) {
    GattLocalCharacteristicParameters parameters;
    parameters.CharacteristicProperties(properties);
    // all security is end to end above: these would ask the people to pair the computers
    parameters.ReadProtectionLevel(GattProtectionLevel::Plain);
    parameters.WriteProtectionLevel(GattProtectionLevel::Plain);
    if (value != nullptr) parameters.StaticValue(toBuffer(*value));
    const auto made = of.Service().CreateCharacteristicAsync(toGuid(uuid), parameters).get();
    expect(made.Error(), "characteristic");
    return made.Characteristic();
  }

  void take(const GattWriteRequestedEventArgs& args) {
    const auto deferral = args.GetDeferral();
    guarded([&] {
      const auto request = args.GetRequestAsync().get();
      if (request == nullptr) return;  // Windows lets nobody have it
      const bool whole = request.Offset() == 0;
      if (whole) tell({"written", nameOf(args.Session()), toBytes(request.Value())});
      if (request.Option() != GattWriteOption::WriteWithResponse) return;
      if (whole) {
        request.Respond();
      } else {
        request.RespondWithProtocolError(GattProtocolError::InvalidOffset());
      }
    });
    deferral.Complete();
  }

  // Windows says that the list changed, not how.
  void compareClients() {
    GattLocalCharacteristic of{nullptr};
    {
      const std::lock_guard<std::mutex> lock(guard_);
      of = tx_;
    }
    if (of == nullptr) return;
    std::map<std::string, GattSubscribedClient> now;
    for (const auto& client : of.SubscribedClients()) now.emplace(nameOf(client.Session()), client);
    std::vector<GattEvent> events;
    {
      const std::lock_guard<std::mutex> lock(guard_);
      if (closed_) return;
      for (const auto& [name, client] : clients_) {
        if (now.count(name) == 0) events.push_back({"unsubscribed", name, {}});
      }
      for (const auto& [name, client] : now) {
        if (clients_.count(name) == 0) events.push_back({"subscribed", name, {}});
      }
      clients_ = std::move(now);
    }
    for (auto& event : events) tell(std::move(event));
  }

  void advertised(Advertising status, BluetoothError error) {
    {
      const std::lock_guard<std::mutex> lock(guard_);
      status_ = status;
      error_ = error;
    }
    changed_.notify_all();
    if (status == Advertising::Aborted) tell({"stopped", "", {}});
  }

  void tell(GattEvent event) {
    const std::lock_guard<std::mutex> lock(guard_);
    if (heard_) heard_(std::move(event));
  }

  const GattUuids uuids_;
  const Bytes info_;
  std::mutex guard_;
  std::condition_variable changed_;
  std::function<void(GattEvent)> heard_;
  GattServiceProvider provider_{nullptr};
  GattLocalCharacteristic rx_{nullptr};
  GattLocalCharacteristic tx_{nullptr};
  std::map<std::string, GattSubscribedClient> clients_;
  Advertising status_ = Advertising::Created;
  BluetoothError error_ = BluetoothError::Success;
  bool closed_ = false;
  winrt::event_token written_{};
  winrt::event_token subscribed_{};
  winrt::event_token advertised_{};
};

std::string peripheralState() {
  return inApartment([]() -> std::string {
    const auto adapter = BluetoothAdapter::GetDefaultAsync().get();
    if (adapter == nullptr || !adapter.IsLowEnergySupported()) return "no-adapter";
    const auto radio = adapter.GetRadioAsync().get();
    if (radio == nullptr) return "unavailable";
    if (radio.State() != RadioState::On) return "off";
    return adapter.IsPeripheralRoleSupported() ? "ready" : "no-peripheral-role";
  });
}

GattServer::GattServer(const GattUuids& uuids, Bytes info, std::function<void(GattEvent)> heard)
    : state_(std::make_shared<State>(uuids, std::move(info), std::move(heard))) {}

GattServer::~GattServer() = default;

void GattServer::open() {
  keepApartment();
  inApartment([this] { state_->open(); });
}

void GattServer::advertise() {
  inApartment([this] { state_->advertise(); });
}

void GattServer::notify(const std::string& client, const Bytes& value) {
  inApartment([&] { state_->notify(client, value); });
}

void GattServer::close() {
  inApartment([this] { state_->close(); });
}

}  // namespace keyferry::win
