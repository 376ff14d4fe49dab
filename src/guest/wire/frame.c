#include "wire/frame.h"
#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

enum { RECEIVE_SIZE = 16384 };

uint16_t read_u16(const uint8_t *from) { return (uint16_t)(from[0] | from[1] << 8); }

uint32_t read_u32(const uint8_t *from) { return read_u16(from) | (uint32_t)read_u16(from + 2) << 16; }

void write_u16(uint8_t *to, uint16_t value) {
  to[0] = (uint8_t)value;
  to[1] = (uint8_t)(value >> 8);
}

void write_u32(uint8_t *to, uint32_t value) {
  write_u16(to, (uint16_t)value);
  write_u16(to + 2, (uint16_t)(value >> 16));
}

enum frame_status frame_take(struct bytes *inbox, uint32_t limit, struct frame *frame) {
  if (bytes_length(inbox) < FRAME_HEADER) return FRAME_NONE;
  const uint8_t *header = bytes_front(inbox);
  uint32_t length = read_u32(header);
  if (length > limit) return FRAME_DAMAGED;
  if (bytes_length(inbox) - FRAME_HEADER < length) return FRAME_NONE;
  *frame = (struct frame){.type = header[4], .length = length, .payload = header + FRAME_HEADER};
  bytes_drop(inbox, FRAME_HEADER + length);
  return FRAME_READY;
}

bool frame_add(struct bytes *outbox, uint8_t type, const void *payload, uint32_t length) {
  uint8_t *room = bytes_room(outbox, FRAME_HEADER + length);
  if (!room) return false;
  write_u32(room, length);
  room[4] = type;
  outbox->end += FRAME_HEADER;
  return bytes_add(outbox, payload, length);
}

static enum io_status failed(void) {
  return errno == EAGAIN || errno == EINTR ? IO_LATER : IO_CLOSED;
}

enum io_status frame_receive(struct bytes *inbox, int fd) {
  uint8_t *room = bytes_room(inbox, RECEIVE_SIZE);
  if (!room) return IO_CLOSED;
  ssize_t got = read(fd, room, RECEIVE_SIZE);
  if (got < 0) return failed();
  if (got == 0) return IO_CLOSED;
  inbox->end += (size_t)got;
  return IO_DONE;
}

enum io_status frame_send(struct bytes *outbox, int fd) {
  while (bytes_length(outbox)) {
    ssize_t sent = send(fd, bytes_front(outbox), bytes_length(outbox), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0) return failed();
    bytes_drop(outbox, (size_t)sent);
  }
  return IO_DONE;
}
