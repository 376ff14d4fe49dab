#include "channel.h"

#include "protocol.h"

enum { IN_SIZE = 2 * FRAME_MAX, REASON_SIZE = 160 };

struct channel rpc = {.source.fd = -1, .name = "rpc"};
struct channel records = {.source.fd = -1, .name = "records"};
struct channel terms = {.source.fd = -1, .name = "terms"};

bool channel_has_room(struct channel *channel, size_t bytes) {
  bool room = queue_room(&channel->out) >= bytes;
  if (!room) channel->refused = true;
  return room;
}

void channel_send(struct channel *channel, uint8_t type, uint32_t id, const void *payload, size_t length) {
  if (!queue_frame(&channel->out, type, id, payload, length))
    note("%s: no room for a frame of type %#x and %zu bytes", channel->name, type, length);
}

void channel_send_u32(struct channel *channel, uint8_t type, uint32_t id, uint32_t value) {
  uint8_t memory[4];
  struct writer payload = {.data = memory, .size = sizeof memory};
  put_u32(&payload, value);
  channel_send(channel, type, id, memory, sizeof memory);
}

bool channel_send_writer(struct channel *channel, uint8_t type, uint32_t id, const struct writer *payload) {
  if (!payload->bad) channel_send(channel, type, id, payload->data, payload->used);
  return !payload->bad;
}

static void hunt(struct channel *channel) {
  channel->hunting = true;
  channel->zeros = 0;
}

static void damaged(struct channel *channel, const char *what, const struct frame *frame) {
  uint8_t memory[REASON_SIZE + 16];
  char reason[REASON_SIZE];
  int length = snprintf(reason, sizeof reason, "%s: type %#x, id %u, %zu bytes", what, frame->type,
                        frame->id, frame->length);
  struct writer payload = {.data = memory, .size = sizeof memory};
  put_u8(&payload, channel->hunting);
  put_u32(&payload, frame->id);
  put_raw(&payload, reason, (size_t)length);
  channel_send_writer(channel, DAMAGED, channel->greeting, &payload);
}

/** How many zeros the bytes end with, as far as it matters; all of them continue those before. */
static size_t count_zeros(const uint8_t *at, size_t length, size_t before) {
  size_t zeros = 0;
  while (zeros < length && zeros < HUNT_ZEROS && !at[length - 1 - zeros]) zeros++;
  return zeros == length ? before + zeros : zeros;
}

/** Drops bytes up to the mark that follows enough zeros. Returns how many bytes that were. */
static size_t hunt_on(struct channel *channel, const uint8_t *at, size_t length) {
  for (size_t used = 0; used < length;) {
    const uint8_t *mark = memchr(at + used, HUNT_MARK, length - used);
    size_t run = mark ? (size_t)(mark - at) - used : length - used;
    channel->zeros = count_zeros(at + used, run, channel->zeros);
    if (!mark) break;
    used += run + 1;
    if (channel->zeros >= HUNT_ZEROS) {
      channel->hunting = false;
      return used;
    }
    channel->zeros = 0;
  }
  return length;
}

/** Takes one frame off the input. Returns how many bytes were used up: 0 when it is not there as a whole. */
static size_t take_frame(struct channel *channel, const uint8_t *at, size_t length) {
  if (length < HEADER_SIZE) return 0;
  struct reader header = reader_of(at, HEADER_SIZE);
  struct frame frame = {.length = get_u32(&header)};
  frame.type = get_u8(&header);
  frame.id = get_u32(&header);
  if (!frame.length && !frame.type && !frame.id) {
    hunt(channel);
    return HEADER_SIZE;
  }
  if (frame.length > PAYLOAD_MAX) {
    hunt(channel);
    damaged(channel, "frame too long", &frame);
    return HEADER_SIZE;
  }
  if (length < HEADER_SIZE + frame.length + 1) return 0;
  frame.payload = at + HEADER_SIZE;
  if (frame.payload[frame.length] != TRAILER) {
    hunt(channel);
    damaged(channel, "frame without its end", &frame);
  } else if (!channel->handle(&frame)) {
    damaged(channel, "frame not understood", &frame);
  }
  return HEADER_SIZE + frame.length + 1;
}

static void handle_input(struct channel *channel) {
  size_t at = 0;
  while (at < channel->in_used) {
    size_t rest = channel->in_used - at;
    size_t used;
    if (channel->hunting) used = hunt_on(channel, channel->in + at, rest);
    else if (!channel_has_room(channel, REPLY_ROOM) || !channel->ready()) break;
    else used = take_frame(channel, channel->in + at, rest);
    if (!used) break;
    at += used;
  }
  channel->in_used -= at;
  if (at) memmove(channel->in, channel->in + at, channel->in_used);
}

static void receive(struct source *source, uint32_t events) {
  struct channel *channel = (struct channel *)source;
  if (!(events & (EPOLLIN | EPOLLHUP | EPOLLERR)) || channel->in_used == IN_SIZE) return;
  ssize_t got = read(source->fd, channel->in + channel->in_used, IN_SIZE - channel->in_used);
  if (got > 0) {
    channel->in_used += (size_t)got;
    handle_input(channel);
  } else if (got == 0 && getpid() != 1) {
    exit(0); // a test's socket was closed; a virtio port reads 0 only while nobody is at its other end
  }
}

void channel_open(struct channel *channel, int fd, size_t queue_size) {
  channel->source = (struct source){.fd = fd, .ready = receive};
  channel->in = malloc(IN_SIZE);
  fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
  fcntl(fd, F_SETFD, FD_CLOEXEC);
  if (!channel->in || !queue_open(&channel->out, queue_size) || loop_add(&channel->source, EPOLLIN)) {
    note("%s: cannot open the channel", channel->name);
    exit(1);
  }
}

bool channel_pump(struct channel *channel) {
  handle_input(channel);
  size_t room = queue_room(&channel->out);
  int error = queue_flush(&channel->out, channel->source.fd);
  if (error && getpid() != 1) exit(0);
  uint32_t in = channel->in_used < IN_SIZE ? EPOLLIN : 0;
  loop_want(&channel->source, in | (queue_empty(&channel->out) ? 0 : EPOLLOUT));
  bool eased = channel->refused && queue_room(&channel->out) > room;
  if (eased) channel->refused = false;
  return eased;
}
