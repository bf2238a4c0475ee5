/* Loaded before `btvirt -s` of Debian 12 (bluez-test-tools 5.66), so that tests can use it: its sockets go into $AIR instead of /tmp, where
 * every other btvirt has them too; it ends with the test that started it; it keeps its clients on a kernel without AF_ALG (it wants AES for
 * link encryption, which nothing here uses); and it waits for a client that is busy instead of dropping the packet it has acknowledged. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void end_with_parent(void) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
}

static const char *moved(const char *path, char *to, size_t room) {
  const char *air = getenv("AIR");
  if (air == NULL || strncmp(path, "/tmp/bt-server-", 15) != 0) return path;
  if ((size_t)snprintf(to, room, "%s%s", air, path + 4) >= room) abort();
  return to;
}

int socket(int domain, int type, int protocol) {
  if (domain == AF_ALG) return open("/dev/null", O_RDWR | O_CLOEXEC);
  return REAL(socket)(domain, type, protocol);
}

int bind(int fd, const struct sockaddr *address, socklen_t length) {
  if (address != NULL && address->sa_family == AF_ALG) return 0;
  if (address != NULL && address->sa_family == AF_UNIX) {
    struct sockaddr_un other = {.sun_family = AF_UNIX};
    const char *path = moved(((const struct sockaddr_un *)address)->sun_path, other.sun_path, sizeof other.sun_path);
    if (path == other.sun_path) return REAL(bind)(fd, (const struct sockaddr *)&other, sizeof other);
  }
  return REAL(bind)(fd, address, length);
}

int unlink(const char *path) {
  char other[sizeof(((struct sockaddr_un *)0)->sun_path)];
  return REAL(unlink)(moved(path, other, sizeof other));
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
  return REAL(sendmsg)(fd, message, flags & ~MSG_DONTWAIT);
}
