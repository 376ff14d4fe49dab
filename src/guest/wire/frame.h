// Messages on a stream socket: u32 length of the payload (little-endian), u8 type, payload.
#pragma once
#include "wire/bytes.h"

enum { FRAME_HEADER = 5 };

struct frame {
  uint8_t type;
  uint32_t length;
  const uint8_t *payload; // valid until the inbox is touched again
};

enum frame_status { FRAME_NONE, FRAME_READY, FRAME_DAMAGED };
enum io_status { IO_DONE, IO_LATER, IO_CLOSED };

// Takes the next whole message out of what was received; a payload longer than `limit` is damage.
enum frame_status frame_take(struct bytes *inbox, uint32_t limit, struct frame *frame);
bool frame_add(struct bytes *outbox, uint8_t type, const void *payload, uint32_t length);
// Reads once. IO_CLOSED also on errors.
enum io_status frame_receive(struct bytes *inbox, int fd);
// Writes as much as the socket takes; never raises SIGPIPE.
enum io_status frame_send(struct bytes *outbox, int fd);

uint16_t read_u16(const uint8_t *from);
uint32_t read_u32(const uint8_t *from);
void write_u16(uint8_t *to, uint16_t value);
void write_u32(uint8_t *to, uint32_t value);
