// UDP: each sender gets a socket to the container of its own, so that answers find their way back.
#define _GNU_SOURCE
#include "proxy/proxy.h"
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { SENDERS_MAX = 64, DATAGRAM_MAX = 65535 };

struct sender {
  union address from;
  uint64_t turn; // of its last datagram; 0: free
  int fd;
};

static struct sender senders[SENDERS_MAX];
static uint64_t turns;

/** The sender's place; the one that was silent longest gives way. */
static struct sender *place_of(const union address *from, const union address *container) {
  struct sender *oldest = &senders[0];
  for (int i = 0; i < SENDERS_MAX; i++) {
    if (senders[i].turn && !memcmp(&senders[i].from, from, address_size(from))) return &senders[i];
    if (senders[i].turn < oldest->turn) oldest = &senders[i];
  }
  if (oldest->turn) close(oldest->fd);
  *oldest = (struct sender){.from = *from};
  oldest->fd = socket(container->any.sa_family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (oldest->fd < 0) return NULL;
  if (!connect(oldest->fd, &container->any, address_size(container))) return oldest;
  close(oldest->fd);
  return NULL;
}

static void carry_in(int listener, const union address *container, uint8_t *data) {
  union address from;
  memset(&from, 0, sizeof from);
  socklen_t size = sizeof from;
  ssize_t got = recvfrom(listener, data, DATAGRAM_MAX, MSG_DONTWAIT, &from.any, &size);
  struct sender *sender = got < 0 ? NULL : place_of(&from, container);
  if (!sender) return;
  sender->turn = ++turns;
  send(sender->fd, data, (size_t)got, MSG_NOSIGNAL);
}

static void carry_out(int listener, struct sender *sender, uint8_t *data) {
  ssize_t got = recv(sender->fd, data, DATAGRAM_MAX, 0);
  if (got >= 0) sendto(listener, data, (size_t)got, MSG_DONTWAIT | MSG_NOSIGNAL, &sender->from.any, address_size(&sender->from));
}

_Noreturn void serve_datagrams(int listener, const union address *container) {
  static uint8_t data[DATAGRAM_MAX];
  for (;;) {
    struct pollfd files[SENDERS_MAX + 1];
    for (int i = 0; i < SENDERS_MAX; i++)
      files[i] = (struct pollfd){.fd = senders[i].turn ? senders[i].fd : -1, .events = POLLIN};
    files[SENDERS_MAX] = (struct pollfd){.fd = listener, .events = POLLIN};
    if (poll(files, SENDERS_MAX + 1, -1) <= 0) continue;
    for (int i = 0; i < SENDERS_MAX; i++)
      if (files[i].revents) carry_out(listener, &senders[i], data);
    if (files[SENDERS_MAX].revents) carry_in(listener, container, data);
  }
}
