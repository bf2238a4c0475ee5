// This computer's identity key in the TPM, through the Microsoft Platform Crypto Provider. presence/win.h
#include <windows.h>

#include <bcrypt.h>
#include <ncrypt.h>

#include <cstring>

#include "failure.h"
#include "presence/win.h"

namespace keyferry::win {

namespace {

constexpr DWORD kCoordinate = 32;

class Handle {
 public:
  explicit Handle(NCRYPT_HANDLE handle) : handle_(handle) {}
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() {
    if (handle_ != 0) NCryptFreeObject(handle_);
  }
  NCRYPT_HANDLE get() const { return handle_; }

 private:
  NCRYPT_HANDLE handle_;
};

void expect(SECURITY_STATUS status, const char* what) {
  if (status == ERROR_SUCCESS) return;
  if (status == NTE_BAD_KEYSET || status == NTE_NOT_FOUND) throw Failure("changed", what);
  if (status == NTE_DEVICE_NOT_READY || status == NTE_NOT_SUPPORTED || status == NTE_PROV_TYPE_NOT_DEF) throw Failure("unavailable", what);
  throw Failure("failed", what);
}

NCRYPT_PROV_HANDLE provider() {
  NCRYPT_PROV_HANDLE handle = 0;
  if (NCryptOpenStorageProvider(&handle, MS_PLATFORM_CRYPTO_PROVIDER, 0) != ERROR_SUCCESS) throw Failure("unavailable", "platform crypto provider");
  return handle;
}

}  // namespace

std::string identityState() {
  NCRYPT_PROV_HANDLE handle = 0;
  if (NCryptOpenStorageProvider(&handle, MS_PLATFORM_CRYPTO_PROVIDER, 0) != ERROR_SUCCESS) return "unavailable";
  const Handle owned(handle);
  // the provider opens without a TPM too; only the algorithm tells
  return NCryptIsAlgSupported(handle, BCRYPT_ECDSA_P256_ALGORITHM, 0) == ERROR_SUCCESS ? "ready" : "unavailable";
}

SecretBytes createIdentity(const std::string& name) {
  const Handle owned(provider());
  NCRYPT_KEY_HANDLE created = 0;
  expect(NCryptCreatePersistedKey(owned.get(), &created, BCRYPT_ECDSA_P256_ALGORITHM, wide(name).c_str(), 0, 0), "new identity key");
  const Handle key(created);
  expect(NCryptFinalizeKey(created, NCRYPT_SILENT_FLAG), "new identity key");
  Bytes blob(sizeof(BCRYPT_ECCKEY_BLOB) + 2 * kCoordinate);
  DWORD length = 0;
  expect(NCryptExportKey(created, 0, BCRYPT_ECCPUBLIC_BLOB, nullptr, blob.data(), static_cast<DWORD>(blob.size()), &length, 0), "public key");
  BCRYPT_ECCKEY_BLOB head{};
  std::memcpy(&head, blob.data(), sizeof head);
  if (length != blob.size() || head.dwMagic != BCRYPT_ECDSA_PUBLIC_P256_MAGIC || head.cbKey != kCoordinate) throw Failure("failed", "public key form");
  blob.erase(blob.begin(), blob.begin() + sizeof head);
  return SecretBytes(std::move(blob));
}

SecretBytes signIdentity(const std::string& name, const Bytes& digest) {
  const Handle owned(provider());
  NCRYPT_KEY_HANDLE opened = 0;
  expect(NCryptOpenKey(owned.get(), &opened, wide(name).c_str(), 0, NCRYPT_SILENT_FLAG), "identity key");
  const Handle key(opened);
  Bytes hash = digest;
  Bytes signature(2 * kCoordinate);
  DWORD length = 0;
  expect(NCryptSignHash(opened, nullptr, hash.data(), static_cast<DWORD>(hash.size()), signature.data(), static_cast<DWORD>(signature.size()), &length,
                        NCRYPT_SILENT_FLAG),
         "sign");
  if (length != signature.size()) throw Failure("failed", "signature form");
  return SecretBytes(std::move(signature));
}

}  // namespace keyferry::win
