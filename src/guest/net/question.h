// DNS messages (RFC 1035): reading one question, writing its answer.
#pragma once
#include "net/names.h"

enum { DNS_MAX = 4096, DNS_UDP_MAX = 512, ADDRESSES_MAX = 128 };
enum { TYPE_A = 1, TYPE_PTR = 12, TYPE_AAAA = 28 };
enum { DNS_OK = 0, DNS_MALFORMED = 1, DNS_NO_SUCH_NAME = 3, DNS_UNABLE = 4 };

struct question {
  uint16_t type;
  size_t end; // where it ends in the message
  char name[NAME_SIZE];
};

struct answer {
  int code;
  uint32_t addresses[ADDRESSES_MAX];
  size_t count;
  char name[NAME_SIZE]; // for PTR, else empty
};

// False where the message is no question that can be answered at all.
bool question_read(struct question *question, const uint8_t *message, size_t length);
// The address that "2.0.17.172.in-addr.arpa" asks for.
bool question_reverse(const struct question *question, uint32_t *ip);
// Writes the answer behind the question it stands in front of; returns the length. `most` bounds the whole.
size_t answer_write(uint8_t *message, const struct question *question, const struct answer *answer, size_t most);
