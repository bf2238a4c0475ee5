// Linux: SO_PEERCRED says who connected, a pidfd proves that this process is still there after its program was looked at.
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <cstring>

#include "failure.h"
#include "peer-credentials/peer.h"

#ifndef SO_PEERPIDFD
#define SO_PEERPIDFD 77  // Linux 6.5
#endif

namespace keyferry {

namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

// The process that connected, however late it is asked for; -1 on kernels before 6.5. A kernel that knows it and does not give it says that
// the process has ended: whoever has its number then is somebody else.
int connectedProcess(int socket) {
  int pidfd = -1;
  socklen_t length = sizeof pidfd;
  if (getsockopt(socket, SOL_SOCKET, SO_PEERPIDFD, &pidfd, &length) == 0) return pidfd;
  if (errno == ENOPROTOOPT) return -1;
  throw Failure(errno == EMFILE || errno == ENFILE ? "unreadable" : "gone", "process");
}

// A pidfd becomes readable when its process has ended.
bool alive(int pidfd) {
  pollfd watched{pidfd, POLLIN, 0};
  return poll(&watched, 1, 0) == 0;
}

// Empty where the process has closed itself to others of its user, or gave up another user's rights.
std::string programOf(pid_t pid) {
  const std::string link = "/proc/" + std::to_string(pid) + "/exe";
  std::array<char, PATH_MAX> path{};
  const ssize_t length = readlink(link.c_str(), path.data(), path.size());
  if (length < 0 && (errno == EACCES || errno == EPERM)) return {};
  if (length <= 0) throw Failure(errno == ENOENT || errno == ESRCH ? "gone" : "unreadable", "program of the process");
  if (static_cast<size_t>(length) == path.size()) throw Failure("unreadable", "path too long");
  return {path.data(), static_cast<size_t>(length)};
}

}  // namespace

Peer peerOf(int64_t handle) {
  if (handle < 0 || handle > INT_MAX) throw Failure("not-a-socket", "descriptor");
  const int socket = static_cast<int>(handle);
  ucred credentials{};
  socklen_t length = sizeof credentials;
  if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &length) != 0 || credentials.pid <= 0) throw Failure("not-a-socket", "no peer");
  const int connected = connectedProcess(socket);
  const Descriptor process(connected >= 0 ? connected : static_cast<int>(syscall(SYS_pidfd_open, credentials.pid, 0)));
  if (process.get() < 0) throw Failure(errno == ESRCH ? "gone" : "unreadable", "process");
  Peer peer;
  peer.pid = credentials.pid;
  peer.uid = credentials.uid;
  peer.executable = programOf(credentials.pid);
  peer.pinned = connected >= 0;
  // while the process lives its number is nobody else's: what was read above was its own
  if (!alive(process.get())) throw Failure("gone", "process");
  return peer;
}

}  // namespace keyferry
