#define _GNU_SOURCE // accept4
#include "shim/clients.h"
#include "shim/moment.h"
#include "shim/shim.h"
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 64 * 1024, LAST_BACKLOG = 384 * 1024, STALL_MS = 5000, IN_WINDOW = 16 * 1024, IN_QUEUE = 32 * 1024 };

void clients_accept(struct shim *shim) {
  int fd;
  while ((fd = accept4(shim->listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK)) >= 0) {
    if (shim->clients.count == CLIENTS_MAX) close(fd);
    else shim->clients.all[shim->clients.count++] = (struct attached){.fd = fd, .progress = elapsed_ms()};
  }
}

static void end_of_input(struct shim *shim, struct attached *client) {
  if (!client->owns_in) return;
  client->owns_in = false;
  shim->streams.in_ending = true;
  streams_push(&shim->streams);
}

static void drop(struct shim *shim, struct attached *client) {
  end_of_input(shim, client);
  close(client->fd);
  bytes_free(&client->inbox);
  bytes_free(&client->outbox);
  *client = shim->clients.all[--shim->clients.count];
}

static void tell(struct attached *client, uint8_t type, const void *payload, uint32_t length) {
  if (!bytes_length(&client->outbox)) client->progress = elapsed_ms();
  frame_add(&client->outbox, type, payload, length);
}

static void tell_number(struct attached *client, uint8_t type, uint32_t number) {
  uint8_t payload[4];
  write_u32(payload, number);
  tell(client, type, payload, sizeof payload);
}

static void grant(struct attached *client, size_t length) {
  client->granted += length;
  tell_number(client, 'I', (uint32_t)length);
}

static bool greeted(struct shim *shim, struct attached *client, const struct frame *frame) {
  if (frame->length != 5 || client->greeted) return false;
  client->greeted = true;
  client->wants = frame->payload[0];
  const struct options *options = &shim->options;
  bool in = (client->wants & WANTS_IN) && shim->streams.in_open;
  if (in && options->in_once && !options->tty && !shim->clients.owned) client->owns_in = shim->clients.owned = true;
  if (in) grant(client, IN_WINDOW);
  streams_resize(&shim->streams, read_u16(frame->payload + 1), read_u16(frame->payload + 3));
  if (shim->stage == RUNNING) {
    tell_number(client, 'S', (uint32_t)shim->init);
    streams_redraw(&shim->streams);
  }
  shim_began(shim);
  return true;
}

static bool typed(struct shim *shim, struct attached *client, const struct frame *frame) {
  if (frame->length > client->granted) return false;
  client->granted -= frame->length;
  client->owed += frame->length;
  if (shim->streams.in_open && !bytes_add(&shim->streams.queue, frame->payload, frame->length)) return false;
  streams_push(&shim->streams);
  clients_grant(shim);
  return true;
}

static bool said(struct shim *shim, struct attached *client, const struct frame *frame) {
  if (frame->type == 'h') return greeted(shim, client, frame);
  if (!client->greeted) return false;
  switch (frame->type) {
  case 'i':
    return typed(shim, client, frame);
  case 'e':
    end_of_input(shim, client);
    return true;
  case 'w':
    if (frame->length == 4) streams_resize(&shim->streams, read_u16(frame->payload), read_u16(frame->payload + 2));
    return frame->length == 4;
  case 's':
    if (frame->length == 1) shim_signal(shim, frame->payload[0]);
    return frame->length == 1;
  default:
    return false;
  }
}

bool client_readable(struct shim *shim, struct attached *client) {
  enum io_status status = frame_receive(&client->inbox, client->fd);
  struct frame frame;
  enum frame_status taken;
  while ((taken = frame_take(&client->inbox, ATTACH_LIMIT, &frame)) == FRAME_READY) {
    if (said(shim, client, &frame)) continue;
    taken = FRAME_DAMAGED;
    break;
  }
  if (taken == FRAME_NONE && status != IO_CLOSED) return true;
  drop(shim, client);
  return false;
}

bool client_writable(struct shim *shim, struct attached *client) {
  size_t before = bytes_length(&client->outbox);
  enum io_status status = frame_send(&client->outbox, client->fd);
  if (bytes_length(&client->outbox) < before) client->progress = elapsed_ms();
  if (status == IO_DONE) {
    client->skipping = false;
    if (client->outbox.capacity > BACKLOG) bytes_free(&client->outbox);
  }
  bool done = status == IO_DONE && shim->stage == LEAVING;
  if (status != IO_CLOSED && !done) return true;
  drop(shim, client);
  return false;
}

static bool wants_output(const struct attached *client) { return client->greeted && client->wants & (WANTS_OUT | WANTS_ERR); }

static bool is_full(const struct attached *client) { return !client->skipping && bytes_length(&client->outbox) >= BACKLOG; }

static bool is_stalled(const struct attached *client, int64_t now) { return is_full(client) && now - client->progress > STALL_MS; }

bool clients_block(struct shim *shim) {
  struct clients *clients = &shim->clients;
  int64_t now = elapsed_ms();
  bool others_read = false, block = false;
  for (size_t i = 0; i < clients->count; i++) {
    struct attached *client = &clients->all[i];
    others_read |= wants_output(client) && !client->skipping && !is_stalled(client, now);
  }
  for (size_t i = 0; i < clients->count; i++) {
    struct attached *client = &clients->all[i];
    if (others_read && is_stalled(client, now)) client->skipping = true;
    block |= is_full(client);
  }
  // What a dead process has left in its pipes is bounded and must be logged before its exit is told.
  return block && shim->stage != ENDED;
}

void clients_output(struct shim *shim, uint8_t type, const uint8_t *data, size_t length) {
  uint8_t wanted = type == 'o' ? WANTS_OUT : WANTS_ERR;
  for (size_t i = 0; i < shim->clients.count; i++) {
    struct attached *client = &shim->clients.all[i];
    bool takes = client->greeted && client->wants & wanted && !client->skipping;
    if (takes && bytes_length(&client->outbox) < LAST_BACKLOG) tell(client, type, data, (uint32_t)length);
  }
}

void clients_tell(struct shim *shim, uint8_t type, const void *payload, uint32_t length) {
  for (size_t i = 0; i < shim->clients.count; i++) tell(&shim->clients.all[i], type, payload, length);
}

void clients_grant(struct shim *shim) {
  if (!shim->streams.in_open || bytes_length(&shim->streams.queue) >= IN_QUEUE) return;
  for (size_t i = 0; i < shim->clients.count; i++) {
    struct attached *client = &shim->clients.all[i];
    if (!client->owed) continue;
    grant(client, client->owed);
    client->owed = 0;
  }
}
