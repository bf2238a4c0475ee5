// Stand-in, see check/README.md. BluetoothAdapter.
#pragma once
#include <winrt/Windows.Devices.Radios.h>

namespace winrt::Windows::Devices::Bluetooth {

enum class BluetoothError : int32_t {
  Success = 0,
  RadioNotAvailable = 1,
  ResourceInUse = 2,
  DeviceNotConnected = 3,
  OtherError = 4,
  DisabledByPolicy = 5,
  NotSupported = 6,
  DisabledByUser = 7,
  ConsentRequired = 8,
  TransportNotSupported = 9,
};

struct BluetoothDeviceId {
  hstring Id() const;
};
struct BluetoothAdapter {
  static Foundation::IAsyncOperation<BluetoothAdapter> GetDefaultAsync();
  friend bool operator==(const BluetoothAdapter& one, std::nullptr_t);
  bool IsLowEnergySupported() const;
  bool IsPeripheralRoleSupported() const;
  Foundation::IAsyncOperation<Radios::Radio> GetRadioAsync() const;
};

}  // namespace winrt::Windows::Devices::Bluetooth
