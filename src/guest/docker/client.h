// The parts of the docker client and what they share.
#pragma once
#include "docker/keys.h"
#include "wire/frame.h"
#include <limits.h>
#include <stdbool.h>
#include <sys/types.h>

enum { ENGINE_LIMIT = 256 * 1024, SHIM_LIMIT = 64 * 1024 };

// One stream socket with its two queues; fd is -1 when it is closed.
struct peer {
  int fd;
  struct bytes inbox, outbox;
  size_t granted; // bytes of stdin it will still take
};

// What the engine asked for with `A`.
struct attach {
  bool tty, in, out, err, proxy;
  struct keys detach;
  char socket[PATH_MAX];
};

struct client {
  struct peer engine, shim;
  struct attach attach;
  const char *host;       // the engine's socket as docker names it
  bool answered;          // the engine has said something
  bool stdin_ended;       // told to the engine, or to the shim
  int interrupted;        // signal that the engine was told of
  int exit;               // exit code, once `done`
  bool done;
};

static inline bool is_attached(const struct client *client) { return client->shim.fd >= 0; }

// Connects to a socket by its path; -1 with errno.
int connect_to(const char *path);
void peer_close(struct peer *peer);

// request.c
bool add_request(struct bytes *to, char *const argv[]);

// engine.c: the conversation with the engine
void tell_engine(struct client *client, char type, const char *json);
void engine_readable(struct client *client);

// attach.c: the conversation with the shim
void attach_begin(struct client *client, const struct frame *frame);
void attach_readable(struct client *client);
void attach_input(struct client *client, const uint8_t *data, size_t length);
void attach_end_of_input(struct client *client);
void attach_resize(struct client *client);
void attach_signal(struct client *client, int number);

// output.c
void write_all(struct client *client, int fd, const void *data, size_t length);

// signals.c
void catch_signals(void);
const sigset_t *waiting_mask(void);
void on_signals(struct client *client);
// Restores the terminal and dies as if the signal had not been caught.
_Noreturn void die_of(int number);
