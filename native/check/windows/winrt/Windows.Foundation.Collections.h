// Stand-in, see check/README.md.
#pragma once
#include <winrt/base.h>
