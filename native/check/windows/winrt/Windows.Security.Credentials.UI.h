// Stand-in, see check/README.md. UserConsentVerifier.
#pragma once
#include <winrt/base.h>

namespace winrt::Windows::Security::Credentials::UI {

enum class UserConsentVerificationResult : int32_t {
  Verified = 0,
  DeviceNotPresent = 1,
  NotConfiguredForUser = 2,
  DisabledByPolicy = 3,
  DeviceBusy = 4,
  RetriesExhausted = 5,
  Canceled = 6,
};
enum class UserConsentVerifierAvailability : int32_t { Available = 0, DeviceNotPresent = 1, NotConfiguredForUser = 2, DisabledByPolicy = 3, DeviceBusy = 4 };

struct UserConsentVerifier {
  static Foundation::IAsyncOperation<UserConsentVerifierAvailability> CheckAvailabilityAsync();
};

}  // namespace winrt::Windows::Security::Credentials::UI
