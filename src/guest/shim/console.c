// The runtime makes the terminal inside the container and sends its master over a socket (runc's docs/terminals.md).
#define _GNU_SOURCE // accept4
#include "shim/file.h"
#include "shim/shim.h"
#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

bool console_listen(struct shim *shim) {
  char path[PATH_MAX];
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  strncpy(address.sun_path, path_join(path, shim->options.dir, "console.sock"), sizeof address.sun_path - 1);
  unlink(address.sun_path);
  shim->console = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  return shim->console >= 0 && !bind(shim->console, (struct sockaddr *)&address, sizeof address) && !listen(shim->console, 1);
}

void console_close(struct shim *shim) {
  char path[PATH_MAX];
  if (shim->console < 0) return;
  close(shim->console);
  shim->console = -1;
  unlink(path_join(path, shim->options.dir, "console.sock"));
}

// The file descriptor that came, or -1.
static int receive_descriptor(int fd) {
  char name[PATH_MAX];
  union {
    struct cmsghdr header;
    char space[CMSG_SPACE(sizeof(int))];
  } control;
  struct iovec data = {name, sizeof name};
  struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
  errno = 0;
  if (recvmsg(fd, &message, MSG_CMSG_CLOEXEC) < 0) return -1;
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  if (!header || header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) return -1;
  int master = -1;
  if (header->cmsg_len >= CMSG_LEN(sizeof master)) memcpy(&master, CMSG_DATA(header), sizeof master);
  return master;
}

void console_readable(struct shim *shim) {
  if (!shim->accepted) {
    int connection = accept4(shim->console, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (connection < 0) return;
    close(shim->console);
    shim->console = connection;
    shim->accepted = true;
  }
  int master = receive_descriptor(shim->console);
  if (master < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (master >= 0) streams_terminal(&shim->streams, master);
  console_close(shim);
}
