// A key of Windows Hello. presence/win.h
// RSA PKCS#1 v1.5 has no randomness: the signature over a kept challenge is the same every time, and exists only after the gesture.
#include <windows.h>

#include <winrt/Windows.Foundation.h>
#include <winrt/Windows.Security.Credentials.h>
#include <winrt/Windows.Security.Cryptography.h>
#include <winrt/Windows.Storage.Streams.h>

#include "memory/guarded.h"
#include "presence/win-apartment.h"
#include "presence/win.h"

namespace keyferry::win {

namespace {

using winrt::Windows::Security::Credentials::KeyCredentialCreationOption;
using winrt::Windows::Security::Credentials::KeyCredentialManager;
using winrt::Windows::Security::Credentials::KeyCredentialStatus;
using winrt::Windows::Security::Cryptography::CryptographicBuffer;

void expectSuccess(KeyCredentialStatus status) {
  switch (status) {
    case KeyCredentialStatus::Success:
      return;
    case KeyCredentialStatus::UserCanceled:
    case KeyCredentialStatus::UserPrefersPassword:
      throw Failure("cancelled", "Windows Hello");
    case KeyCredentialStatus::NotFound:
      throw Failure("changed", "Windows Hello key");
    case KeyCredentialStatus::SecurityDeviceLocked:
      throw Failure("locked-out", "security device");
    default:
      throw Failure("failed", "Windows Hello key");
  }
}

}  // namespace

std::string helloKeyState() {
  return inApartment([] { return std::string(KeyCredentialManager::IsSupportedAsync().get() ? "ready" : "unavailable"); });
}

void createHelloKey(const std::string& name) {
  inApartment([&] {
    const auto made = KeyCredentialManager::RequestCreateAsync(winrt::hstring(wide(name)), KeyCredentialCreationOption::FailIfExists).get();
    expectSuccess(made.Status());
  });
}

SecretBytes helloSign(const std::string& name, const Bytes& challenge) {
  return inApartment([&] {
    const auto opened = KeyCredentialManager::OpenAsync(winrt::hstring(wide(name))).get();
    expectSuccess(opened.Status());
    const auto buffer = CryptographicBuffer::CreateFromByteArray(winrt::array_view<const uint8_t>(challenge.data(), challenge.data() + challenge.size()));
    const auto signature = opened.Credential().RequestSignAsync(buffer).get();
    expectSuccess(signature.Status());
    winrt::com_array<uint8_t> bytes;
    CryptographicBuffer::CopyToByteArray(signature.Result(), bytes);
    SecretBytes out(std::span<const uint8_t>(bytes.data(), bytes.size()));
    wipe(bytes.data(), bytes.size());
    return out;
  });
}

void forgetHelloKey(const std::string& name) {
  inApartment([&] { KeyCredentialManager::DeleteAsync(winrt::hstring(wide(name))).get(); });
}

}  // namespace keyferry::win
