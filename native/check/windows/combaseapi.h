// Stand-in, see check/README.md.
#pragma once
#include <windows.h>

typedef struct CO_MTA_USAGE_COOKIE__* CO_MTA_USAGE_COOKIE;
extern "C" HRESULT CoIncrementMTAUsage(CO_MTA_USAGE_COOKIE* cookie);
