// A bounded ring of outgoing frames that can be cut between two of them.
#ifndef QUEUE_H
#define QUEUE_H

#include "base.h"

enum { PREFIX_SIZE = 2048 };

struct queue {
  uint8_t *ring;
  size_t size;
  size_t start;
  size_t used;
  size_t of_frame; // bytes still to be sent of the frame whose beginning was sent already
  uint8_t prefix[PREFIX_SIZE]; // a greeting: goes out before the ring
  size_t prefix_used;
  size_t prefix_sent;
};

struct queue_greeting {
  uint8_t type;
  uint32_t id;
  const void *payload;
  size_t length;
};

bool queue_open(struct queue *queue, size_t size);
bool queue_empty(const struct queue *queue);
size_t queue_room(const struct queue *queue);
/** Appends a payload as one frame, or as several where it is too long. False, and nothing appended, when it does not fit. */
bool queue_frame(struct queue *queue, uint8_t type, uint32_t id, const void *payload, size_t length);
/** Sends what the file takes. Returns 0, or -errno where that was not EAGAIN. */
int queue_flush(struct queue *queue, int fd);
/** Drops what is not sent (with `keep`: only the frame that was sent in part), then puts the nonce and a frame first. */
void queue_restart(struct queue *queue, bool keep, const uint8_t *nonce, struct queue_greeting greeting);

#endif
