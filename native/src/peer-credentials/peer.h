// The process at the other end of a local socket or pipe, as the system vouches for it.
#pragma once

#include <cstdint>
#include <string>

namespace keyferry {

struct Peer {
  int64_t pid = 0;
  // POSIX user; -1 on Windows.
  int64_t uid = -1;
  // Path of the program that runs there now. Empty: the process lets nobody look (Linux).
  std::string executable;
  // Whose code it is, where the system checks signatures: macOS "team identifier/signing identifier", Windows the signer's name. Empty: nobody vouches.
  std::string signer;
  // True when pid and path are known to be of the very process that connected; false: of the one with its pid a moment later.
  bool pinned = false;
};

// `handle`: a file descriptor (Linux, macOS) or the handle of the server's end of a named pipe (Windows).
// Throws Failure: "not-a-socket", "gone", "unreadable".
Peer peerOf(int64_t handle);

}  // namespace keyferry
