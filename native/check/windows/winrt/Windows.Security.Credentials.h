// Stand-in, see check/README.md. KeyCredentialManager.
#pragma once
#include <winrt/base.h>

namespace winrt::Windows::Security::Credentials {

enum class KeyCredentialStatus : int32_t {
  Success = 0,
  UnknownError = 1,
  NotFound = 2,
  UserCanceled = 3,
  UserPrefersPassword = 4,
  CredentialAlreadyExists = 5,
  SecurityDeviceLocked = 6,
};
enum class KeyCredentialCreationOption : int32_t { ReplaceExisting = 0, FailIfExists = 1 };

struct KeyCredentialOperationResult {
  Storage::Streams::IBuffer Result() const;
  KeyCredentialStatus Status() const;
};
struct KeyCredential {
  Foundation::IAsyncOperation<KeyCredentialOperationResult> RequestSignAsync(const Storage::Streams::IBuffer& data) const;
};
struct KeyCredentialRetrievalResult {
  KeyCredential Credential() const;
  KeyCredentialStatus Status() const;
};
struct KeyCredentialManager {
  static Foundation::IAsyncOperation<bool> IsSupportedAsync();
  static Foundation::IAsyncOperation<KeyCredentialRetrievalResult> RequestCreateAsync(const hstring& name, KeyCredentialCreationOption option);
  static Foundation::IAsyncOperation<KeyCredentialRetrievalResult> OpenAsync(const hstring& name);
  static Foundation::IAsyncAction DeleteAsync(const hstring& name);
};

}  // namespace winrt::Windows::Security::Credentials
