// Windows Hello, keys of the platform's crypto provider, and the passkeys that Windows keeps. All of it blocks but `cancelConsent`:
// call it from a thread of the pool. Failure: "cancelled", "denied", "locked-out", "busy", "changed", "unavailable", "failed".
#pragma once

#include <windows.h>

#include <string>
#include <vector>

#include "presence/call.h"

namespace keyferry::win {

std::wstring wide(const std::string& utf8);
std::string narrow(const wchar_t* text);

// UserConsentVerifier: a yes or no, its prompt over `window`.
std::string consentState();
void verifyConsent(HWND window, const std::string& text);
void cancelConsent();

// KeyCredentialManager: an RSA key that signs after the gesture only.
std::string helloKeyState();
void createHelloKey(const std::string& name);
SecretBytes helloSign(const std::string& name, const Bytes& challenge);
void forgetHelloKey(const std::string& name);

// NCrypt, Microsoft Platform Crypto Provider (the TPM): a P-256 key that signs and cannot be exported.
std::string identityState();
SecretBytes createIdentity(const std::string& name);
SecretBytes signIdentity(const std::string& name, const Bytes& digest);

struct Passkey {
  std::string rpId;
  std::string userName;
  bool backedUp;
};
std::vector<Passkey> platformPasskeys();

}  // namespace keyferry::win
