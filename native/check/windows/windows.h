// Stand-in, see check/README.md. The part of the Windows SDK's base headers that native/src uses.
#pragma once
#include <stddef.h>
#include <stdint.h>

#define WINAPI
#define FALSE 0
#define TRUE 1
typedef int BOOL;
typedef unsigned char BYTE;
typedef uint32_t DWORD;  // unsigned long, of 32 bits there
typedef uint32_t ULONG;
typedef int32_t LONG;
typedef int32_t HRESULT;
typedef uintptr_t ULONG_PTR;
typedef size_t SIZE_T;
typedef void* HANDLE;
typedef void* LPVOID;
typedef BYTE* PBYTE;
typedef DWORD* PDWORD;
typedef ULONG* PULONG;
typedef const wchar_t* LPCWSTR;
typedef const wchar_t* PCWSTR;
typedef wchar_t* LPWSTR;
typedef const char* LPCSTR;
typedef char* LPSTR;
typedef struct HWND__* HWND;
typedef struct HINSTANCE__* HMODULE;
typedef intptr_t(WINAPI* FARPROC)();
typedef struct HSTRING__* HSTRING;
struct GUID {
  uint32_t Data1;
  uint16_t Data2, Data3;
  uint8_t Data4[8];
};

#define ERROR_SUCCESS 0
#define ERROR_INVALID_PARAMETER 87
#define WAIT_TIMEOUT 258
#define PROCESS_QUERY_LIMITED_INFORMATION 0x1000
#define SYNCHRONIZE 0x00100000
#define MEM_COMMIT 0x1000
#define MEM_RESERVE 0x2000
#define MEM_RELEASE 0x8000
#define PAGE_NOACCESS 0x01
#define PAGE_READONLY 0x02
#define PAGE_READWRITE 0x04
#define CP_UTF8 65001
#define MB_ERR_INVALID_CHARS 8
#define LOAD_LIBRARY_SEARCH_SYSTEM32 0x800
#define FAILED(hr) (((HRESULT)(hr)) < 0)
#define NTE_NOT_FOUND ((HRESULT)0x80090011)
#define NTE_BAD_KEYSET ((HRESULT)0x80090016)
#define NTE_PROV_TYPE_NOT_DEF ((HRESULT)0x80090017)
#define NTE_NOT_SUPPORTED ((HRESULT)0x80090029)
#define NTE_DEVICE_NOT_READY ((HRESULT)0x80090030)

struct SYSTEM_INFO {
  DWORD dwPageSize;
};

struct PROCESS_MITIGATION_IMAGE_LOAD_POLICY {
  DWORD NoRemoteImages : 1;
  DWORD NoLowMandatoryLabelImages : 1;
  DWORD PreferSystem32Images : 1;
};
struct PROCESS_MITIGATION_EXTENSION_POINT_DISABLE_POLICY {
  DWORD DisableExtensionPoints : 1;
};
enum PROCESS_MITIGATION_POLICY { ProcessExtensionPointDisablePolicy = 6, ProcessImageLoadPolicy = 10 };

extern "C" {
void GetSystemInfo(SYSTEM_INFO* info);
void* VirtualAlloc(LPVOID address, SIZE_T size, DWORD type, DWORD protect);
BOOL VirtualFree(LPVOID address, SIZE_T size, DWORD type);
BOOL VirtualLock(LPVOID address, SIZE_T size);
BOOL VirtualUnlock(LPVOID address, SIZE_T size);
BOOL VirtualProtect(LPVOID address, SIZE_T size, DWORD protect, PDWORD before);
void* SecureZeroMemory(void* bytes, SIZE_T count);
BOOL SetProcessMitigationPolicy(PROCESS_MITIGATION_POLICY policy, void* buffer, SIZE_T length);
DWORD GetLastError();
HANDLE OpenProcess(DWORD access, BOOL inherit, DWORD pid);
BOOL CloseHandle(HANDLE handle);
DWORD WaitForSingleObject(HANDLE handle, DWORD milliseconds);
BOOL QueryFullProcessImageNameW(HANDLE process, DWORD flags, LPWSTR name, PDWORD size);
BOOL GetNamedPipeClientProcessId(HANDLE pipe, PULONG pid);
int WideCharToMultiByte(unsigned int page, DWORD flags, LPCWSTR wide, int length, LPSTR out, int size, LPCSTR fallback, BOOL* used);
int MultiByteToWideChar(unsigned int page, DWORD flags, LPCSTR bytes, int length, LPWSTR out, int size);
HMODULE LoadLibraryExW(LPCWSTR name, HANDLE file, DWORD flags);
BOOL FreeLibrary(HMODULE module);
FARPROC GetProcAddress(HMODULE module, LPCSTR name);
}
