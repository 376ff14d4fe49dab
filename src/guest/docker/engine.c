// The conversation with the engine.
#include "docker/client.h"
#include "docker/terminal.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void tell_engine(struct client *client, char type, const char *json) {
  if (client->engine.fd < 0) return;
  frame_add(&client->engine.outbox, (uint8_t)type, json, (uint32_t)strlen(json));
}

static void leave(struct client *client, int code) {
  terminal_restore();
  client->exit = code;
  client->done = true;
}

static void complain(struct client *client, const char *text) {
  write_all(client, STDERR_FILENO, text, strlen(text));
  leave(client, 1);
}

static void engine_gone(struct client *client) {
  peer_close(&client->engine);
  if (client->done || is_attached(client)) return;
  if (client->answered) {
    complain(client, "error during connect: unexpected EOF\n");
    return;
  }
  char text[PATH_MAX + 128];
  snprintf(text, sizeof text, "Cannot connect to the Docker daemon at %s. Is the docker daemon running?\n", client->host);
  complain(client, text);
}

static bool engine_said(struct client *client, const struct frame *frame) {
  client->answered = true;
  switch (frame->type) {
  case 'o':
    write_all(client, STDOUT_FILENO, frame->payload, frame->length);
    return true;
  case 'x':
    write_all(client, STDERR_FILENO, frame->payload, frame->length);
    return true;
  case 'I':
    if (frame->length != 4) return false;
    client->engine.granted += read_u32(frame->payload);
    return true;
  case 'A':
    attach_begin(client, frame);
    return true;
  case 'q':
    if (frame->length != 1) return false;
    leave(client, frame->payload[0]);
    return true;
  default:
    return true; // a newer engine's message
  }
}

void engine_readable(struct client *client) {
  enum io_status status = frame_receive(&client->engine.inbox, client->engine.fd);
  struct frame frame;
  while (!client->done && client->engine.fd >= 0) {
    enum frame_status taken = frame_take(&client->engine.inbox, ENGINE_LIMIT, &frame);
    if (taken == FRAME_NONE) break;
    if (taken == FRAME_DAMAGED || !engine_said(client, &frame)) {
      complain(client, "error during connect: malformed message from the daemon\n");
      return;
    }
  }
  if (status == IO_CLOSED) engine_gone(client);
}
