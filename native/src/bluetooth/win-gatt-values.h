// What the GATT service and Windows hand each other, and how an error of Windows' is ours.
#pragma once

#include <windows.h>

#include <winrt/Windows.Devices.Bluetooth.GenericAttributeProfile.h>
#include <winrt/Windows.Devices.Bluetooth.h>
#include <winrt/Windows.Security.Cryptography.h>
#include <winrt/Windows.Storage.Streams.h>

#include <string>

#include "bluetooth/win-gatt-server.h"
#include "failure.h"

namespace keyferry::win {

inline winrt::guid toGuid(const Uuid& u) {
  const auto two = [&](size_t at) { return static_cast<uint16_t>((u[at] << 8) | u[at + 1]); };
  const uint32_t first = (static_cast<uint32_t>(two(0)) << 16) | two(2);
  return winrt::guid(first, two(4), two(6), {u[8], u[9], u[10], u[11], u[12], u[13], u[14], u[15]});
}

inline winrt::Windows::Storage::Streams::IBuffer toBuffer(const Bytes& bytes) {
  const winrt::array_view<const uint8_t> view(bytes.data(), bytes.data() + bytes.size());
  return winrt::Windows::Security::Cryptography::CryptographicBuffer::CreateFromByteArray(view);
}

inline Bytes toBytes(const winrt::Windows::Storage::Streams::IBuffer& buffer) {
  winrt::com_array<uint8_t> bytes;
  winrt::Windows::Security::Cryptography::CryptographicBuffer::CopyToByteArray(buffer, bytes);
  return Bytes(bytes.data(), bytes.data() + bytes.size());
}

inline std::string nameOf(const winrt::Windows::Devices::Bluetooth::GenericAttributeProfile::GattSession& session) {
  return winrt::to_string(session.DeviceId().Id());
}

inline void expect(winrt::Windows::Devices::Bluetooth::BluetoothError error, const char* what) {
  using winrt::Windows::Devices::Bluetooth::BluetoothError;
  switch (error) {
    case BluetoothError::Success:
      return;
    case BluetoothError::RadioNotAvailable:
      throw Failure("off", what);
    case BluetoothError::ResourceInUse:
      throw Failure("busy", what);
    case BluetoothError::DisabledByPolicy:
    case BluetoothError::DisabledByUser:
    case BluetoothError::ConsentRequired:
      throw Failure("denied", what);
    case BluetoothError::NotSupported:
    case BluetoothError::TransportNotSupported:
      throw Failure("no-peripheral-role", what);
    default:
      throw Failure("failed", what);
  }
}

}  // namespace keyferry::win
