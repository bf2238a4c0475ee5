// Stand-in, see check/README.md. Names and blobs of CNG.
#pragma once
#include <windows.h>

#define BCRYPT_ECDSA_P256_ALGORITHM L"ECDSA_P256"
#define BCRYPT_ECCPUBLIC_BLOB L"ECCPUBLICBLOB"
#define BCRYPT_ECDSA_PUBLIC_P256_MAGIC 0x31534345
typedef struct _BCRYPT_ECCKEY_BLOB {
  ULONG dwMagic;
  ULONG cbKey;
} BCRYPT_ECCKEY_BLOB;
