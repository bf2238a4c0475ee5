// Stand-in, see check/README.md. GattServiceProvider and what it gives.
#pragma once
#include <winrt/Windows.Devices.Bluetooth.h>

namespace winrt::Windows::Devices::Bluetooth::GenericAttributeProfile {

enum class GattCharacteristicProperties : uint32_t { None = 0, Read = 2, WriteWithoutResponse = 4, Write = 8, Notify = 16 };
GattCharacteristicProperties operator|(GattCharacteristicProperties one, GattCharacteristicProperties other);
enum class GattProtectionLevel : int32_t { Plain = 0 };
enum class GattWriteOption : int32_t { WriteWithResponse = 0, WriteWithoutResponse = 1 };
enum class GattCommunicationStatus : int32_t { Success = 0, Unreachable = 1, ProtocolError = 2, AccessDenied = 3 };
enum class GattServiceProviderAdvertisementStatus : int32_t { Created = 0, Stopped = 1, Started = 2, Aborted = 3, StartedWithoutAllAdvertisementData = 4 };

struct GattProtocolError {
  static uint8_t InvalidOffset();
};
struct GattSession {
  BluetoothDeviceId DeviceId() const;
};
struct GattSubscribedClient {
  GattSubscribedClient(std::nullptr_t);
  GattSession Session() const;
  uint16_t MaxNotificationSize() const;
};
struct GattWriteRequest {
  friend bool operator==(const GattWriteRequest& one, std::nullptr_t);
  Storage::Streams::IBuffer Value() const;
  uint32_t Offset() const;
  GattWriteOption Option() const;
  void Respond() const;
  void RespondWithProtocolError(uint8_t error) const;
};
struct GattWriteRequestedEventArgs {
  GattSession Session() const;
  Foundation::Deferral GetDeferral() const;
  Foundation::IAsyncOperation<GattWriteRequest> GetRequestAsync() const;
};
struct GattClientNotificationResult {
  GattCommunicationStatus Status() const;
};
struct GattLocalCharacteristicParameters {
  void CharacteristicProperties(GattCharacteristicProperties value) const;
  void ReadProtectionLevel(GattProtectionLevel value) const;
  void WriteProtectionLevel(GattProtectionLevel value) const;
  void StaticValue(const Storage::Streams::IBuffer& value) const;
};
struct GattLocalCharacteristic {
  GattLocalCharacteristic(std::nullptr_t);
  friend bool operator==(const GattLocalCharacteristic& one, std::nullptr_t);
  event_token WriteRequested(const Foundation::TypedEventHandler<GattLocalCharacteristic, GattWriteRequestedEventArgs>& handler) const;
  void WriteRequested(const event_token& token) const;
  event_token SubscribedClientsChanged(const Foundation::TypedEventHandler<GattLocalCharacteristic, Foundation::IInspectable>& handler) const;
  void SubscribedClientsChanged(const event_token& token) const;
  Foundation::Collections::IVectorView<GattSubscribedClient> SubscribedClients() const;
  Foundation::IAsyncOperation<GattClientNotificationResult> NotifyValueAsync(const Storage::Streams::IBuffer& value, const GattSubscribedClient& client) const;
};
struct GattLocalCharacteristicResult {
  GattLocalCharacteristic Characteristic() const;
  BluetoothError Error() const;
};
struct GattLocalService {
  Foundation::IAsyncOperation<GattLocalCharacteristicResult> CreateCharacteristicAsync(const guid& uuid, const GattLocalCharacteristicParameters& parameters) const;
};
struct GattServiceProviderAdvertisingParameters {
  void IsConnectable(bool value) const;
  void IsDiscoverable(bool value) const;
};
struct GattServiceProviderAdvertisementStatusChangedEventArgs {
  BluetoothError Error() const;
  GattServiceProviderAdvertisementStatus Status() const;
};
struct GattServiceProviderResult;
struct GattServiceProvider {
  GattServiceProvider(std::nullptr_t);
  static Foundation::IAsyncOperation<GattServiceProviderResult> CreateAsync(const guid& service);
  friend bool operator==(const GattServiceProvider& one, std::nullptr_t);
  GattLocalService Service() const;
  void StartAdvertising(const GattServiceProviderAdvertisingParameters& parameters) const;
  void StopAdvertising() const;
  event_token AdvertisementStatusChanged(
      const Foundation::TypedEventHandler<GattServiceProvider, GattServiceProviderAdvertisementStatusChangedEventArgs>& handler) const;
  void AdvertisementStatusChanged(const event_token& token) const;
};
struct GattServiceProviderResult {
  GattServiceProvider ServiceProvider() const;
  BluetoothError Error() const;
};

}  // namespace winrt::Windows::Devices::Bluetooth::GenericAttributeProfile
