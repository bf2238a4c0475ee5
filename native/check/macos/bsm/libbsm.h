// Stand-in, see check/README.md. The audit token of macOS, and the socket option that gives it (sys/un.h there).
#pragma once
#include <sys/types.h>

typedef struct {
  unsigned int val[8];
} audit_token_t;
#define SOL_LOCAL 0
#define LOCAL_PEERTOKEN 0x006
extern "C" pid_t audit_token_to_pid(audit_token_t token);
extern "C" uid_t audit_token_to_euid(audit_token_t token);
