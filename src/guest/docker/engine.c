// The conversation with the engine.
#include "docker/client.h"
#include "docker/terminal.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
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

static void send_rest(struct client *client) {
  struct bytes *outbox = &client->engine.outbox;
  while (bytes_length(outbox)) {
    ssize_t sent = send(client->engine.fd, bytes_front(outbox), bytes_length(outbox), MSG_NOSIGNAL);
    if (sent < 0 && errno != EINTR) return;
    if (sent > 0) bytes_drop(outbox, (size_t)sent);
  }
}

// Lends stdin and stdout to a program that the engine is about to start: the descriptors go with the message (unix(7)).
static void lend(struct client *client) {
  uint8_t frame[FRAME_HEADER] = {0, 0, 0, 0, 'l'};
  int fds[2] = {STDIN_FILENO, STDOUT_FILENO};
  union {
    struct cmsghdr header;
    uint8_t room[CMSG_SPACE(sizeof fds)];
  } control = {0};
  struct iovec data = {.iov_base = frame, .iov_len = sizeof frame};
  struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
  struct cmsghdr *rights = CMSG_FIRSTHDR(&message);
  rights->cmsg_level = SOL_SOCKET;
  rights->cmsg_type = SCM_RIGHTS;
  rights->cmsg_len = CMSG_LEN(sizeof fds);
  memcpy(CMSG_DATA(rights), fds, sizeof fds);
  send_rest(client);
  // One of them may be closed: then the engine hears of it without them.
  if (sendmsg(client->engine.fd, &message, MSG_NOSIGNAL) < 0) tell_engine(client, 'l', "");
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
  case 'L':
    lend(client);
    return true;
  case 'E':
    if (frame->length != 1) return false;
    frame->payload[0] ? terminal_restore() : terminal_hide();
    return true;
  case 'A':
    attach_begin(client, frame);
    return true;
  case 'q':
    if (frame->length != 1) return false;
    // Ended by the signal itself, as docker's client is: a shell then ends its loops and lists too.
    if (client->interrupted && frame->payload[0] == 128 + client->interrupted) die_of(client->interrupted);
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
