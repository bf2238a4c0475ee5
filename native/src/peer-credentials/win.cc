// Windows: the process at the client's end of a named pipe, its program, and who signed that (Authenticode).
#include <windows.h>

#include <softpub.h>
#include <wincrypt.h>
#include <wintrust.h>

#include <vector>

#include "failure.h"
#include "peer-credentials/peer.h"

namespace keyferry {

namespace {

class Process {
 public:
  explicit Process(DWORD pid) : handle_(OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION | SYNCHRONIZE, FALSE, pid)) {
    if (handle_ == nullptr) throw Failure(GetLastError() == ERROR_INVALID_PARAMETER ? "gone" : "unreadable", "process");
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process() { CloseHandle(handle_); }

  std::wstring program() const {
    std::vector<wchar_t> path(32768);
    DWORD length = static_cast<DWORD>(path.size());
    if (!QueryFullProcessImageNameW(handle_, 0, path.data(), &length)) throw Failure("unreadable", "program of the process");
    return {path.data(), length};
  }
  bool alive() const { return WaitForSingleObject(handle_, 0) == WAIT_TIMEOUT; }

 private:
  HANDLE handle_;
};

std::string utf8(const std::wstring& text) {
  const int length = WideCharToMultiByte(CP_UTF8, 0, text.data(), static_cast<int>(text.size()), nullptr, 0, nullptr, nullptr);
  std::string out(static_cast<size_t>(length), '\0');
  WideCharToMultiByte(CP_UTF8, 0, text.data(), static_cast<int>(text.size()), out.data(), length, nullptr, nullptr);
  return out;
}

// The name in the certificate of the first signature, of a state that was verified.
std::string nameOf(HANDLE state) {
  CRYPT_PROVIDER_DATA* data = WTHelperProvDataFromStateData(state);
  CRYPT_PROVIDER_SGNR* signer = data == nullptr ? nullptr : WTHelperGetProvSignerFromChain(data, 0, FALSE, 0);
  CRYPT_PROVIDER_CERT* certificate = signer == nullptr ? nullptr : WTHelperGetProvCertFromChain(signer, 0);
  if (certificate == nullptr) return {};
  wchar_t name[256];
  const DWORD length = CertGetNameStringW(certificate->pCert, CERT_NAME_SIMPLE_DISPLAY_TYPE, 0, nullptr, name, 256);
  return length <= 1 ? std::string() : utf8(std::wstring(name, length - 1));
}

// Empty when the signature is missing, broken, or not trusted on this computer. Nothing is fetched from the network.
std::string signerOf(const std::wstring& program) {
  WINTRUST_FILE_INFO file{};
  file.cbStruct = sizeof file;
  file.pcwszFilePath = program.c_str();
  WINTRUST_DATA trust{};
  trust.cbStruct = sizeof trust;
  trust.dwUIChoice = WTD_UI_NONE;
  trust.fdwRevocationChecks = WTD_REVOKE_NONE;
  trust.dwUnionChoice = WTD_CHOICE_FILE;
  trust.pFile = &file;
  trust.dwStateAction = WTD_STATEACTION_VERIFY;
  trust.dwProvFlags = WTD_CACHE_ONLY_URL_RETRIEVAL;
  GUID action = WINTRUST_ACTION_GENERIC_VERIFY_V2;
  const LONG result = WinVerifyTrust(nullptr, &action, &trust);
  const std::string name = result == ERROR_SUCCESS ? nameOf(trust.hWVTStateData) : std::string();
  trust.dwStateAction = WTD_STATEACTION_CLOSE;
  WinVerifyTrust(nullptr, &action, &trust);
  return name;
}

}  // namespace

Peer peerOf(int64_t handle) {
  const HANDLE pipe = reinterpret_cast<HANDLE>(static_cast<intptr_t>(handle));
  ULONG pid = 0;
  if (!GetNamedPipeClientProcessId(pipe, &pid)) throw Failure("not-a-socket", "no client");
  const Process process(pid);
  const std::wstring program = process.program();
  Peer peer;
  peer.pid = pid;
  peer.executable = utf8(program);
  peer.signer = signerOf(program);
  // while the process lives its number is nobody else's: what was read above was its own
  if (!process.alive()) throw Failure("gone", "process");
  return peer;
}

}  // namespace keyferry
