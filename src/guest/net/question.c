#include "net/question.h"
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

enum { HEADER = 12, LABEL_MAX = 63, TTL = 600, CLASS_IN = 1, RESPONSE = 0x80, OPCODE = 0x78, TRUNCATED = 2, RECURSION = 0x80 };

static uint16_t get16(const uint8_t *at) { return (uint16_t)(at[0] << 8 | at[1]); }

static uint8_t *put16(uint8_t *at, size_t value) {
  at[0] = (uint8_t)(value >> 8);
  at[1] = (uint8_t)value;
  return at + 2;
}

bool question_read(struct question *question, const uint8_t *message, size_t length) {
  if (length < HEADER || message[2] & RESPONSE || get16(message + 4) != 1) return false;
  size_t at = HEADER, used = 0;
  for (;;) {
    if (at >= length) return false;
    size_t label = message[at++];
    if (!label) break;
    if (label > LABEL_MAX || at + label > length || used + label + 2 > NAME_SIZE) return false;
    if (memchr(message + at, 0, label)) return false;
    if (used) question->name[used++] = '.';
    memcpy(question->name + used, message + at, label);
    used += label;
    at += label;
  }
  if (at + 4 > length) return false;
  question->name[used] = 0;
  question->type = get16(message + at);
  question->end = at + 4;
  return true;
}

bool question_reverse(const struct question *question, uint32_t *ip) {
  unsigned part[4];
  int end = 0;
  if (sscanf(question->name, "%3u.%3u.%3u.%3u%n", &part[3], &part[2], &part[1], &part[0], &end) != 4) return false;
  if (strcasecmp(question->name + end, ".in-addr.arpa")) return false;
  for (int i = 0; i < 4; i++)
    if (part[i] > 255) return false;
  *ip = htonl(part[0] << 24 | part[1] << 16 | part[2] << 8 | part[3]);
  return true;
}

/** Name, class and lifetime of an answer; the name is a pointer to the question's. */
static uint8_t *put_head(uint8_t *at, uint16_t type, size_t length) {
  at = put16(at, 0xc000 | HEADER);
  at = put16(put16(at, type), CLASS_IN);
  at = put16(put16(at, 0), TTL);
  return put16(at, length);
}

static uint8_t *put_name(uint8_t *at, const char *name) {
  while (*name) {
    size_t label = strcspn(name, ".");
    *at++ = (uint8_t)(label > LABEL_MAX ? LABEL_MAX : label);
    memcpy(at, name, at[-1]);
    at += at[-1];
    name += label;
    if (*name) name++;
  }
  *at++ = 0;
  return at;
}

size_t answer_write(uint8_t *message, const struct question *question, const struct answer *answer, size_t most) {
  const size_t record = 12 + sizeof *answer->addresses;
  size_t room = (most - question->end) / record;
  size_t count = answer->count < room ? answer->count : room;
  uint8_t *at = message + question->end;
  for (size_t i = 0; i < count; i++) {
    at = put_head(at, TYPE_A, sizeof *answer->addresses);
    memcpy(at, &answer->addresses[i], sizeof *answer->addresses);
    at += sizeof *answer->addresses;
  }
  if (answer->name[0]) {
    uint8_t *head = at;
    at = put_name(at + 12, answer->name);
    put_head(head, TYPE_PTR, (size_t)(at - head) - 12);
  }
  // As the question said it, as far as that is for the asker to say: opcode and the wish for recursion.
  message[2] = (uint8_t)((message[2] & (OPCODE | 1)) | RESPONSE | (count < answer->count ? TRUNCATED : 0));
  message[3] = (uint8_t)(RECURSION | answer->code);
  put16(message + 4, 1);
  put16(message + 6, count + (answer->name[0] ? 1 : 0));
  memset(message + 8, 0, 4);
  return (size_t)(at - message);
}
