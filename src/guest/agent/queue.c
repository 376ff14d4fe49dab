#include "queue.h"

#include "protocol.h"

// A write to a virtio port is copied into kernel memory of that size; larger pieces fail first when memory is short.
enum { PIECE = 16 * 1024, SMALL_PIECE = 2 * 1024 };

bool queue_open(struct queue *queue, size_t size) {
  queue->ring = malloc(size);
  queue->size = size;
  return queue->ring != NULL;
}

bool queue_empty(const struct queue *queue) {
  return queue->used == 0 && queue->prefix_sent == queue->prefix_used;
}

size_t queue_room(const struct queue *queue) { return queue->size - queue->used; }

static void append(struct queue *queue, const void *data, size_t length) {
  size_t end = (queue->start + queue->used) % queue->size;
  size_t first = queue->size - end < length ? queue->size - end : length;
  if (first) memcpy(queue->ring + end, data, first);
  if (length > first) memcpy(queue->ring, (const uint8_t *)data + first, length - first);
  queue->used += length;
}

static void write_header(uint8_t *header, size_t length, uint8_t type, uint32_t id) {
  for (int i = 0; i < 4; i++) header[i] = (uint8_t)(length >> (8 * i));
  header[4] = type;
  for (int i = 0; i < 4; i++) header[5 + i] = (uint8_t)(id >> (8 * i));
}

bool queue_frame(struct queue *queue, uint8_t type, uint32_t id, const void *payload, size_t length) {
  size_t frames = length / PAYLOAD_MAX + 1;
  if (queue_room(queue) < length + frames * (HEADER_SIZE + 1)) return false;
  const uint8_t *at = payload;
  const uint8_t trailer = TRAILER;
  do {
    size_t part = length > PAYLOAD_MAX ? PAYLOAD_MAX : length;
    uint8_t header[HEADER_SIZE];
    write_header(header, part, length > part ? type | MORE : type, id);
    append(queue, header, HEADER_SIZE);
    append(queue, at, part);
    append(queue, &trailer, 1);
    at += part;
    length -= part;
  } while (length);
  return true;
}

/** Whole size of the frame that begins `offset` bytes into the ring. */
static size_t frame_size(const struct queue *queue, size_t offset) {
  size_t length = 0;
  for (size_t i = 0; i < 4; i++)
    length |= (size_t)queue->ring[(queue->start + offset + i) % queue->size] << (8 * i);
  return HEADER_SIZE + length + 1;
}

static void drop(struct queue *queue, size_t count) {
  size_t offset = queue->of_frame;
  while (offset < count) offset += frame_size(queue, offset);
  queue->of_frame = offset - count;
  queue->start = (queue->start + count) % queue->size;
  queue->used -= count;
}

static ssize_t write_piece(int fd, const uint8_t *data, size_t length) {
  ssize_t sent = write(fd, data, length < PIECE ? length : PIECE);
  if (sent < 0 && errno == ENOMEM) sent = write(fd, data, length < SMALL_PIECE ? length : SMALL_PIECE);
  return sent;
}

int queue_flush(struct queue *queue, int fd) {
  while (!queue_empty(queue)) {
    bool prefix = queue->prefix_sent < queue->prefix_used;
    size_t to_end = queue->size - queue->start;
    ssize_t sent = prefix ? write_piece(fd, queue->prefix + queue->prefix_sent,
                                        queue->prefix_used - queue->prefix_sent)
                          : write_piece(fd, queue->ring + queue->start,
                                        queue->used < to_end ? queue->used : to_end);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return errno == EAGAIN ? 0 : -errno;
    if (prefix) queue->prefix_sent += (size_t)sent;
    else drop(queue, (size_t)sent);
  }
  return 0;
}

void queue_restart(struct queue *queue, bool keep, const uint8_t *nonce, struct queue_greeting greeting) {
  if (keep) {
    drop(queue, queue->of_frame);
  } else {
    queue->start = queue->used = queue->of_frame = 0;
  }
  const uint8_t trailer = TRAILER;
  uint8_t *to = queue->prefix;
  if (greeting.length > PREFIX_SIZE - NONCE_SIZE - HEADER_SIZE - 1) greeting.length = 0;
  memcpy(to, nonce, NONCE_SIZE);
  write_header(to + NONCE_SIZE, greeting.length, greeting.type, greeting.id);
  memcpy(to + NONCE_SIZE + HEADER_SIZE, greeting.payload, greeting.length);
  to[NONCE_SIZE + HEADER_SIZE + greeting.length] = trailer;
  queue->prefix_used = NONCE_SIZE + HEADER_SIZE + greeting.length + 1;
  queue->prefix_sent = 0;
}
