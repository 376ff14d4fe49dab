// The socket that requests come in by.
#define _GNU_SOURCE // accept4
#include "net/loop.h"
#include "net/requests.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { BACKLOG = 128, FIRST_SIZE = 4096 };

struct caller {
  struct source source; // first member
  char *text;
  size_t used, size;
};

static void dismiss(struct caller *caller) {
  loop_remove(&caller->source);
  free(caller->text);
  free(caller);
}

static bool make_room(struct caller *caller) {
  if (caller->used + 1 < caller->size) return true;
  size_t size = caller->size ? caller->size * 2 : FIRST_SIZE;
  char *more = size > REQUEST_MAX ? NULL : realloc(caller->text, size);
  if (!more) return false;
  caller->text = more;
  caller->size = size;
  return true;
}

static bool is_whole(const struct caller *caller) {
  return caller->used >= 2 && !memcmp(caller->text + caller->used - 2, "\n\n", 2);
}

static void caller_ready(struct source *source) {
  struct caller *caller = (struct caller *)source;
  ssize_t got = make_room(caller) ? read(source->fd, caller->text + caller->used, caller->size - caller->used - 1) : 0;
  if (got <= 0) return dismiss(caller);
  caller->used += (size_t)got;
  if (!is_whole(caller)) return;
  char answer[ANSWER_SIZE];
  caller->text[caller->used] = 0;
  request_answer(caller->text, answer);
  send(source->fd, answer, strlen(answer), MSG_NOSIGNAL | MSG_DONTWAIT);
  dismiss(caller);
}

static void caller_arrived(struct source *source) {
  int fd = accept4(source->fd, NULL, NULL, SOCK_CLOEXEC);
  if (fd < 0) return;
  struct caller *caller = calloc(1, sizeof *caller);
  if (!caller) {
    close(fd);
    return;
  }
  caller->source = (struct source){.fd = fd, .ready = caller_ready};
  if (!loop_add(&caller->source)) free(caller);
}

bool requests_open(const char *path) {
  static struct source listener = {.fd = -1, .ready = caller_arrived};
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(path) >= sizeof address.sun_path) return false;
  strcpy(address.sun_path, path);
  unlink(path);
  listener.fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  mode_t mask = umask(0077);
  bool good = listener.fd >= 0 && !bind(listener.fd, (struct sockaddr *)&address, sizeof address) &&
              !listen(listener.fd, BACKLOG);
  umask(mask);
  return good && loop_add(&listener);
}
