// Keeps other programs of the same user out of this process, as far as the system lets a process ask for it.
#pragma once

#include <string>
#include <vector>

namespace keyferry {

struct Hardening {
  // What is refused from now on: "core-dumps", "tracing", "remote-images", "extension-points".
  std::vector<std::string> refused;
};

Hardening hardenProcess();

}  // namespace keyferry
