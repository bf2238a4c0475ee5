// Stand-in, see check/README.md. macOS's ptrace.
#pragma once
#include <sys/types.h>

#define PT_DENY_ATTACH 31
extern "C" int ptrace(int request, pid_t pid, char* address, int data);
