// Stand-in, see check/README.md. CryptographicBuffer.
#pragma once
#include <winrt/base.h>

namespace winrt::Windows::Security::Cryptography {

struct CryptographicBuffer {
  static Storage::Streams::IBuffer CreateFromByteArray(array_view<const uint8_t> value);
  static void CopyToByteArray(const Storage::Streams::IBuffer& buffer, com_array<uint8_t>& value);
};

}  // namespace winrt::Windows::Security::Cryptography
