// Stand-in, see check/README.md. The interface that parents the prompt of Windows Hello to a window.
#pragma once
#include <windows.h>

struct IUserConsentVerifierInterop {
  virtual HRESULT RequestVerificationForWindowAsync(HWND appWindow, HSTRING message, const GUID& riid, void** asyncOperation) = 0;
};
