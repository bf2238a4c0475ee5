// Stand-in, see check/README.md. Certificates.
#pragma once
#include <windows.h>

typedef struct _CERT_CONTEXT CERT_CONTEXT;
typedef const CERT_CONTEXT* PCCERT_CONTEXT;
#define CERT_NAME_SIMPLE_DISPLAY_TYPE 4
extern "C" DWORD CertGetNameStringW(PCCERT_CONTEXT context, DWORD type, DWORD flags, void* parameter, LPWSTR name, DWORD size);
