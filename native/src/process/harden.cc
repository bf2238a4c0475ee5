// Hardening of this process on Linux, macOS and Windows. process/harden.h
#include "process/harden.h"

#ifdef _WIN32
#include <windows.h>
#else
#include <sys/resource.h>
#include <sys/types.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#ifdef __APPLE__
#include <sys/ptrace.h>
#endif
#endif

namespace keyferry {

#ifdef _WIN32

// Only what Electron's own libraries and its children keep working with: not the ones on dynamic code or on who signed a DLL.
// Windows lets every program of the same user read this process; nothing here changes that.
Hardening hardenProcess() {
  Hardening done;
  PROCESS_MITIGATION_IMAGE_LOAD_POLICY images{};
  images.NoRemoteImages = 1;
  images.NoLowMandatoryLabelImages = 1;
  images.PreferSystem32Images = 1;
  if (SetProcessMitigationPolicy(ProcessImageLoadPolicy, &images, sizeof images)) done.refused.push_back("remote-images");
  PROCESS_MITIGATION_EXTENSION_POINT_DISABLE_POLICY points{};
  points.DisableExtensionPoints = 1;
  if (SetProcessMitigationPolicy(ProcessExtensionPointDisablePolicy, &points, sizeof points)) done.refused.push_back("extension-points");
  return done;
}

#else

static bool refuseCoreDumps() {
  const rlimit none{0, 0};
  return setrlimit(RLIMIT_CORE, &none) == 0;
}

// Linux: /proc/PID/mem and ptrace then belong to root alone.
static bool refuseTracing() {
#if defined(__linux__)
  return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
#elif defined(__APPLE__)
  return ptrace(PT_DENY_ATTACH, 0, nullptr, 0) == 0;
#else
  return false;
#endif
}

Hardening hardenProcess() {
  Hardening done;
  if (refuseCoreDumps()) done.refused.push_back("core-dumps");
  if (refuseTracing()) done.refused.push_back("tracing");
  return done;
}

#endif

}  // namespace keyferry
