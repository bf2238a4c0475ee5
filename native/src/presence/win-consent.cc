// Windows Hello's yes or no. presence/win.h
#include <windows.h>

#include <userconsentverifierinterop.h>
#include <winrt/Windows.Foundation.h>
#include <winrt/Windows.Security.Credentials.UI.h>

#include <mutex>

#include "presence/win-apartment.h"
#include "presence/win.h"

namespace keyferry::win {

namespace {

using winrt::Windows::Foundation::IAsyncOperation;
using winrt::Windows::Security::Credentials::UI::UserConsentVerificationResult;
using winrt::Windows::Security::Credentials::UI::UserConsentVerifier;
using winrt::Windows::Security::Credentials::UI::UserConsentVerifierAvailability;

// The prompt that is on the screen; `cancelConsent` comes from another thread.
std::mutex guard;
IAsyncOperation<UserConsentVerificationResult> shown{nullptr};

class Prompt {
 public:
  Prompt(HWND window, const winrt::hstring& message) {
    const std::lock_guard<std::mutex> lock(guard);
    if (shown) throw Failure("busy", "a prompt is shown");
    const auto factory = winrt::get_activation_factory<UserConsentVerifier, IUserConsentVerifierInterop>();
    shown = winrt::capture<IAsyncOperation<UserConsentVerificationResult>>(factory, &IUserConsentVerifierInterop::RequestVerificationForWindowAsync, window,
                                                                           static_cast<HSTRING>(winrt::get_abi(message)));
    own_ = shown;
  }
  Prompt(const Prompt&) = delete;
  Prompt& operator=(const Prompt&) = delete;
  ~Prompt() {
    const std::lock_guard<std::mutex> lock(guard);
    shown = nullptr;
  }
  UserConsentVerificationResult wait() const { return own_.get(); }

 private:
  IAsyncOperation<UserConsentVerificationResult> own_{nullptr};
};

void finish(UserConsentVerificationResult result) {
  switch (result) {
    case UserConsentVerificationResult::Verified:
      return;
    case UserConsentVerificationResult::Canceled:
      throw Failure("cancelled", "prompt");
    case UserConsentVerificationResult::RetriesExhausted:
      throw Failure("locked-out", "prompt");
    case UserConsentVerificationResult::DeviceBusy:
      throw Failure("busy", "prompt");
    default:
      throw Failure("unavailable", "prompt");
  }
}

}  // namespace

std::wstring wide(const std::string& utf8) {
  const int length = MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, utf8.data(), static_cast<int>(utf8.size()), nullptr, 0);
  std::wstring out(static_cast<size_t>(length), L'\0');
  MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, utf8.data(), static_cast<int>(utf8.size()), out.data(), length);
  return out;
}

std::string narrow(const wchar_t* text) {
  if (text == nullptr) return {};
  const int length = WideCharToMultiByte(CP_UTF8, 0, text, -1, nullptr, 0, nullptr, nullptr);
  if (length <= 1) return {};
  std::string out(static_cast<size_t>(length), '\0');
  WideCharToMultiByte(CP_UTF8, 0, text, -1, out.data(), length, nullptr, nullptr);
  out.pop_back();
  return out;
}

std::string consentState() {
  return inApartment([] {
    const auto found = UserConsentVerifier::CheckAvailabilityAsync().get();
    const bool ready = found == UserConsentVerifierAvailability::Available || found == UserConsentVerifierAvailability::DeviceBusy;
    return std::string(ready ? "ready" : "unavailable");
  });
}

void verifyConsent(HWND window, const std::string& text) {
  inApartment([&] {
    const Prompt prompt(window, winrt::hstring(wide(text)));
    finish(prompt.wait());
  });
}

void cancelConsent() {
  const std::lock_guard<std::mutex> lock(guard);
  if (shown) shown.Cancel();
}

}  // namespace keyferry::win
