// The passkeys that Windows keeps for this user, by webauthn.dll, which older systems have without the list. presence/win.h
#include <windows.h>

#include <webauthn.h>

#include <algorithm>

#include "failure.h"
#include "presence/win.h"

namespace keyferry::win {

namespace {

constexpr DWORD kFirstWithList = 4;
constexpr DWORD kFirstWithBackup = 2;
constexpr DWORD kMost = 10000;

using GetVersion = DWORD(WINAPI*)();
using GetList = HRESULT(WINAPI*)(PCWEBAUTHN_GET_CREDENTIALS_OPTIONS, PWEBAUTHN_CREDENTIAL_DETAILS_LIST*);
using FreeList = void(WINAPI*)(PWEBAUTHN_CREDENTIAL_DETAILS_LIST);

class Library {
 public:
  Library() : module_(LoadLibraryExW(L"webauthn.dll", nullptr, LOAD_LIBRARY_SEARCH_SYSTEM32)) {
    if (module_ == nullptr) throw Failure("unavailable", "webauthn.dll");
  }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
  ~Library() { FreeLibrary(module_); }

  template <typename F>
  F find(const char* name) const {
    const FARPROC found = GetProcAddress(module_, name);
    if (found == nullptr) throw Failure("unavailable", name);
    return reinterpret_cast<F>(reinterpret_cast<void*>(found));
  }

 private:
  HMODULE module_;
};

Passkey passkeyOf(const WEBAUTHN_CREDENTIAL_DETAILS& details) {
  Passkey out{};
  if (details.pRpInformation != nullptr) out.rpId = narrow(details.pRpInformation->pwszId);
  if (details.pUserInformation != nullptr) out.userName = narrow(details.pUserInformation->pwszName);
  out.backedUp = details.dwVersion >= kFirstWithBackup && details.bBackedUp;
  return out;
}

}  // namespace

std::vector<Passkey> platformPasskeys() {
  const Library library;
  if (library.find<GetVersion>("WebAuthNGetApiVersionNumber")() < kFirstWithList) throw Failure("unavailable", "list of passkeys");
  const auto getList = library.find<GetList>("WebAuthNGetPlatformCredentialList");
  const auto freeList = library.find<FreeList>("WebAuthNFreePlatformCredentialList");
  WEBAUTHN_GET_CREDENTIALS_OPTIONS options{};
  options.dwVersion = WEBAUTHN_GET_CREDENTIALS_OPTIONS_VERSION_1;
  PWEBAUTHN_CREDENTIAL_DETAILS_LIST list = nullptr;
  const HRESULT result = getList(&options, &list);
  if (result == NTE_NOT_FOUND) return {};
  if (FAILED(result) || list == nullptr) throw Failure("failed", "list of passkeys");
  std::vector<Passkey> passkeys;
  const DWORD count = std::min(list->cCredentialDetails, kMost);
  for (DWORD i = 0; i < count; i++) {
    if (list->ppCredentialDetails[i] != nullptr) passkeys.push_back(passkeyOf(*list->ppCredentialDetails[i]));
  }
  freeList(list);
  return passkeys;
}

}  // namespace keyferry::win
