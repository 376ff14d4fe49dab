// The name server that a container finds at 127.0.0.11.
#pragma once
#include "net/loop.h"
#include <stddef.h>
#include <stdint.h>

struct resolver {
  struct source datagrams; // first member
  struct source connections;
  char *networks; // separated by spaces, in order
  char *links;    // "alias=name", separated by spaces
};

void resolver_init(struct resolver *resolver);
// Opens its sockets in the present network namespace, if they are not open. Returns 0 or -errno.
int resolver_open(struct resolver *resolver);
// Says where names are to be looked up, and under which other names containers are known here. False when memory is out.
bool resolver_set(struct resolver *resolver, const char *networks, const char *links);
void resolver_close(struct resolver *resolver);
// Answers a message in place; returns the answer's length, 0 for none. `most` bounds the answer.
size_t resolver_answer(const struct resolver *resolver, uint8_t *message, size_t length, size_t most);
