// Stand-in, see check/README.md. Key storage of CNG.
#pragma once
#include <windows.h>

typedef LONG SECURITY_STATUS;
typedef ULONG_PTR NCRYPT_HANDLE;
typedef ULONG_PTR NCRYPT_PROV_HANDLE;
typedef ULONG_PTR NCRYPT_KEY_HANDLE;
typedef struct _NCryptBufferDesc NCryptBufferDesc;
#define MS_PLATFORM_CRYPTO_PROVIDER L"Microsoft Platform Crypto Provider"
#define NCRYPT_SILENT_FLAG 0x00000040
extern "C" {
SECURITY_STATUS NCryptOpenStorageProvider(NCRYPT_PROV_HANDLE* provider, LPCWSTR name, DWORD flags);
SECURITY_STATUS NCryptIsAlgSupported(NCRYPT_PROV_HANDLE provider, LPCWSTR algorithm, DWORD flags);
SECURITY_STATUS NCryptCreatePersistedKey(NCRYPT_PROV_HANDLE provider, NCRYPT_KEY_HANDLE* key, LPCWSTR algorithm, LPCWSTR name, DWORD legacy, DWORD flags);
SECURITY_STATUS NCryptFinalizeKey(NCRYPT_KEY_HANDLE key, DWORD flags);
SECURITY_STATUS NCryptOpenKey(NCRYPT_PROV_HANDLE provider, NCRYPT_KEY_HANDLE* key, LPCWSTR name, DWORD legacy, DWORD flags);
SECURITY_STATUS NCryptExportKey(NCRYPT_KEY_HANDLE key, NCRYPT_KEY_HANDLE exporter, LPCWSTR type, NCryptBufferDesc* parameters, PBYTE out, DWORD size,
                                DWORD* length, DWORD flags);
SECURITY_STATUS NCryptSignHash(NCRYPT_KEY_HANDLE key, void* padding, PBYTE hash, DWORD hashSize, PBYTE signature, DWORD size, DWORD* length, DWORD flags);
SECURITY_STATUS NCryptFreeObject(NCRYPT_HANDLE object);
}
