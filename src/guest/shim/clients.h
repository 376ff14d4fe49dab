// Those who are attached.
#pragma once
#include "wire/frame.h"

struct shim;

enum { CLIENTS_MAX = 32, ATTACH_LIMIT = 64 * 1024 };
enum { WANTS_IN = 1, WANTS_OUT = 2, WANTS_ERR = 4 };

struct attached {
  int fd;
  struct bytes inbox, outbox;
  bool greeted;
  bool owns_in;  // the end of its stdin is the end of the container's
  bool skipping; // took nothing for too long: gets no output until it has read what is queued
  uint8_t wants;
  size_t granted, owed; // bytes of stdin it may send, and may be granted once those it sent are taken
  int64_t progress;     // when it last took something, elapsed_ms()
};

struct clients {
  struct attached all[CLIENTS_MAX];
  size_t count;
  bool owned; // somebody has been given `owns_in`
};

void clients_accept(struct shim *shim);
// Reads what one client says; drops it when it is gone or damaged. False when it was dropped.
bool client_readable(struct shim *shim, struct attached *client);
bool client_writable(struct shim *shim, struct attached *client);
// Output for all who want it.
void clients_output(struct shim *shim, uint8_t type, const uint8_t *data, size_t length);
// A message for all.
void clients_tell(struct shim *shim, uint8_t type, const void *payload, uint32_t length);
// True when the container's output must wait for somebody.
bool clients_block(struct shim *shim);
// Lets those send more stdin whose bytes the container has taken.
void clients_grant(struct shim *shim);
