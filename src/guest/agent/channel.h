// One channel to the client: frames in, frames out, hunting after damage.
#ifndef CHANNEL_H
#define CHANNEL_H

#include "bytes.h"
#include "loop.h"
#include "queue.h"

struct frame {
  uint8_t type;
  uint32_t id;
  const uint8_t *payload;
  size_t length;
};

struct channel {
  struct source source; // first member: the loop hands it back
  const char *name;
  struct queue out;
  uint8_t *in;
  size_t in_used;
  bool refused; // somebody found no room
  bool hunting;
  size_t zeros;
  uint32_t greeting; // id of the last HELLO
  /** False when the frame's payload made no sense. */
  bool (*handle)(const struct frame *frame);
  /** False while no further frame can be taken. */
  bool (*ready)(void);
};

extern struct channel rpc, records, terms;

/** Room that bulk producers leave to short answers. */
enum { BULK_ROOM = 128 * 1024, REPLY_ROOM = 72 * 1024 };

void channel_open(struct channel *channel, int fd, size_t queue_size);
/** Appends a frame; producers look for room first. */
void channel_send(struct channel *channel, uint8_t type, uint32_t id, const void *payload, size_t length);
void channel_send_u32(struct channel *channel, uint8_t type, uint32_t id, uint32_t value);
/** Sends what a writer holds; a writer that ran over its memory sends nothing and returns false. */
bool channel_send_writer(struct channel *channel, uint8_t type, uint32_t id, const struct writer *payload);
bool channel_has_room(struct channel *channel, size_t bytes);
/** Handles input that was waiting for room, then sends what is queued. True when somebody who had no room has some now. */
bool channel_pump(struct channel *channel);

#endif
