// Being a container's terminal: the conversation with its shim.
#include "docker/client.h"
#include "docker/terminal.h"
#include "wire/json.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void tell_shim(struct client *client, char type, const void *payload, size_t length) {
  frame_add(&client->shim.outbox, (uint8_t)type, payload, (uint32_t)length);
}

// Ends the attach and tells the engine; without an engine the client ends with `code`.
static void attach_over(struct client *client, const char *json, int code) {
  terminal_restore();
  peer_close(&client->shim);
  tell_engine(client, 'a', json);
  if (client->engine.fd >= 0) return;
  client->exit = code;
  client->done = true;
}

static void attach_over_with(struct client *client, const char *reason, const void *message, size_t length) {
  struct bytes json = {0};
  bool ok = add_text(&json, "{\"reason\":\"") && add_text(&json, reason) && add_text(&json, "\",\"message\":") &&
            add_json_string(&json, message, length) && bytes_add(&json, "}", 2);
  attach_over(client, ok ? (const char *)json.data : "{\"reason\":\"lost\"}", 1);
  bytes_free(&json);
}

static void attach_lost(struct client *client, const char *message) {
  attach_over_with(client, "lost", message, strlen(message));
}

static void put_size(uint8_t *to) {
  struct size size = terminal_size();
  write_u16(to, size.rows);
  write_u16(to + 2, size.cols);
}

static void greet(struct client *client) {
  const struct attach *attach = &client->attach;
  uint8_t hello[5] = {(uint8_t)(attach->in | attach->out << 1 | attach->err << 2)};
  if (attach->tty) put_size(hello + 1);
  tell_shim(client, 'h', hello, sizeof hello);
  if (client->stdin_ended && attach->in) tell_shim(client, 'e', NULL, 0);
}

void attach_begin(struct client *client, const struct frame *frame) {
  char detach[128] = "";
  struct attach *attach = &client->attach;
  *attach = (struct attach){0};
  const struct json_field fields[] = {
      {.key = "socket", .text = attach->socket, .size = sizeof attach->socket},
      {.key = "detachKeys", .text = detach, .size = sizeof detach},
      {.key = "tty", .boolean = &attach->tty},
      {.key = "stdin", .boolean = &attach->in},
      {.key = "stdout", .boolean = &attach->out},
      {.key = "stderr", .boolean = &attach->err},
      {.key = "sigProxy", .boolean = &attach->proxy},
  };
  peer_close(&client->shim);
  if (!json_read(frame->payload, frame->length, fields, sizeof fields / sizeof *fields)) {
    attach_lost(client, "malformed attach request");
    return;
  }
  attach->detach = keys_parse(detach);
  client->interrupted = 0;
  client->shim.fd = connect_to(attach->socket);
  if (client->shim.fd < 0) {
    attach_lost(client, strerror(errno));
    return;
  }
  if (attach->tty && attach->in) terminal_raw();
  greet(client);
}

static bool number_said(const struct frame *frame, uint32_t length) { return frame->length == length; }

static void started(struct client *client, uint32_t pid) {
  char json[32];
  snprintf(json, sizeof json, "{\"pid\":%u}", pid);
  tell_engine(client, 'S', json);
}

static void exited(struct client *client, uint8_t code) {
  char json[48];
  snprintf(json, sizeof json, "{\"reason\":\"exited\",\"exit\":%u}", code);
  attach_over(client, json, code);
}

static bool shim_said(struct client *client, const struct frame *frame) {
  switch (frame->type) {
  case 'o':
    write_all(client, STDOUT_FILENO, frame->payload, frame->length);
    return true;
  case 'x':
    write_all(client, STDERR_FILENO, frame->payload, frame->length);
    return true;
  case 'I':
    if (number_said(frame, 4)) client->shim.granted += read_u32(frame->payload);
    return number_said(frame, 4);
  case 'S':
    if (number_said(frame, 4)) started(client, read_u32(frame->payload));
    return number_said(frame, 4);
  case 'Q':
    if (number_said(frame, 1)) exited(client, frame->payload[0]);
    return number_said(frame, 1);
  case 'F':
    attach_over_with(client, "failed", frame->payload, frame->length);
    return true;
  default:
    return false;
  }
}

void attach_readable(struct client *client) {
  enum io_status status = frame_receive(&client->shim.inbox, client->shim.fd);
  struct frame frame;
  while (!client->done && is_attached(client)) {
    enum frame_status taken = frame_take(&client->shim.inbox, SHIM_LIMIT, &frame);
    if (taken == FRAME_NONE) break;
    if (taken == FRAME_DAMAGED || !shim_said(client, &frame)) {
      attach_lost(client, "malformed message from the shim");
      return;
    }
  }
  if (status == IO_CLOSED && is_attached(client)) attach_lost(client, "the shim closed the connection");
}

static void pass_on(struct client *client, const uint8_t *data, size_t length) {
  if (!length) return;
  tell_shim(client, 'i', data, length);
  client->shim.granted -= length < client->shim.granted ? length : client->shim.granted;
}

void attach_input(struct client *client, const uint8_t *data, size_t length) {
  struct keys *keys = &client->attach.detach;
  if (!client->attach.tty) {
    pass_on(client, data, length);
    return;
  }
  struct bytes typed = {0};
  bool detached = false;
  for (size_t i = 0; i < length && !detached; i++) {
    uint8_t out[KEYS_MAX + 1];
    size_t count;
    detached = keys_type(keys, data[i], out, &count);
    bytes_add(&typed, out, count);
  }
  pass_on(client, bytes_front(&typed), bytes_length(&typed));
  bytes_free(&typed);
  if (!detached) return;
  frame_send(&client->shim.outbox, client->shim.fd);
  attach_over(client, "{\"reason\":\"detached\"}", 0);
}

void attach_end_of_input(struct client *client) { tell_shim(client, 'e', NULL, 0); }

void attach_resize(struct client *client) {
  uint8_t size[4];
  put_size(size);
  if (client->attach.tty && read_u16(size)) tell_shim(client, 'w', size, sizeof size);
}

void attach_signal(struct client *client, int number) {
  uint8_t payload = (uint8_t)number;
  tell_shim(client, 's', &payload, 1);
}
