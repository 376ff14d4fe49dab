#include "client.h"

#include "protocol.h"
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

enum { CHUNK_SIZE = 16 * 1024, BACKLOG = 64, CLIENTS = 128, OPENED_ROOM = 4096 };

struct client {
  struct source source; // first member
  uint32_t id;
  size_t unacknowledged;
  bool readable;
  bool closing; // by the engine: once its bytes are written
  uint8_t *output;
  size_t output_used;
  struct client *next;
};

static struct source listener = {.fd = -1};
static struct client *clients;
static int client_count;
static uint32_t last_id;
static bool waiting; // somebody wants to connect

static struct client *find(uint32_t id) {
  struct client *at = clients;
  while (at && at->id != id) at = at->next;
  return at;
}

static void free_client(struct client *client) {
  struct client **at = &clients;
  while (*at != client) at = &(*at)->next;
  *at = client->next;
  client_count--;
  int fd = client->source.fd;
  loop_remove(&client->source);
  close(fd);
  free(client->output);
  free(client);
}

void clients_close(void) {
  while (clients) free_client(clients);
}

static void hang_up(struct client *client) {
  channel_send(&rpc, CLIENT_CLOSED, client->id, NULL, 0);
  free_client(client);
}

/** Returns false when the client is gone. */
static bool deliver(struct client *client) {
  size_t at = 0;
  while (at < client->output_used) {
    ssize_t sent = send(client->source.fd, client->output + at, client->output_used - at, MSG_NOSIGNAL);
    if (sent < 0 && errno == EAGAIN) break;
    if (sent < 0) return false;
    at += (size_t)sent;
  }
  if (!at) return true;
  client->output_used -= at;
  memmove(client->output, client->output + at, client->output_used);
  channel_send_u32(&rpc, CLIENT_TAKEN, client->id, (uint32_t)at);
  return true;
}

static void ready(struct source *source, uint32_t events) {
  struct client *client = (struct client *)source;
  if (events & ~(uint32_t)EPOLLOUT) client->readable = true;
}

static void accept_client(void) {
  int fd = accept4(listener.fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (fd < 0) {
    waiting = false;
    return;
  }
  struct client *client = calloc(1, sizeof *client);
  uint8_t *output = malloc(CLIENT_WINDOW);
  if (!client || !output) {
    free(client);
    free(output);
    close(fd);
    return;
  }
  *client = (struct client){.source = {.fd = fd, .ready = ready}, .id = ++last_id, .output = output, .next = clients};
  clients = client;
  client_count++;
  struct ucred peer = {0};
  socklen_t size = sizeof peer;
  getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size);
  struct writer opened = scratch_writer();
  put_u32(&opened, (uint32_t)peer.pid);
  put_u32(&opened, peer.uid);
  put_u32(&opened, peer.gid);
  channel_send_writer(&rpc, CLIENT_OPENED, client->id, &opened);
  loop_add(&client->source, EPOLLIN);
}

bool client_frame(const struct frame *frame) {
  struct client *client = find(frame->id);
  if (!client) return true; // it left while this was under way
  if (frame->type == CLIENT_CLOSE) {
    client->closing = true;
  } else if (frame->type == CLIENT_ACK) {
    struct reader from = reader_of(frame->payload, frame->length);
    uint32_t count = get_u32(&from);
    if (from.bad) return false;
    client->unacknowledged -= count < client->unacknowledged ? count : client->unacknowledged;
  } else {
    if (frame->length > CLIENT_WINDOW - client->output_used) return false;
    memcpy(client->output + client->output_used, frame->payload, frame->length);
    client->output_used += frame->length;
  }
  return true;
}

/** Reads one piece. Returns 1 when it did, 0 when nothing is there now, -1 when the client has gone. */
static int collect(struct client *client) {
  ssize_t got = recv(client->source.fd, scratch, CHUNK_SIZE, 0);
  if (got < 0 && errno == EAGAIN) {
    client->readable = false;
    return 0;
  }
  if (got <= 0) return -1;
  client->unacknowledged += (size_t)got;
  channel_send(&rpc, CLIENT_BYTES, client->id, scratch, (size_t)got);
  return 1;
}

/** True when more can be done at once. */
static bool pump(struct client *client) {
  if (!deliver(client) || (client->closing && !client->output_used)) {
    hang_up(client);
    return false;
  }
  bool window = client->unacknowledged < CLIENT_WINDOW;
  if (client->readable && window) {
    int read = collect(client);
    if (read < 0) {
      hang_up(client);
      return false;
    }
    if (read) return true;
  }
  uint32_t in = client->readable ? 0 : EPOLLIN;
  loop_want(&client->source, in | (client->output_used ? EPOLLOUT : 0));
  return false;
}

bool clients_pump(void) {
  bool busy = false;
  for (struct client *client = clients, *next; client; client = next) {
    next = client->next;
    if (!channel_has_room(&rpc, BULK_ROOM)) return false; // comes back when the queue was sent
    busy |= pump(client);
  }
  while (waiting && client_count < CLIENTS && channel_has_room(&rpc, OPENED_ROOM)) accept_client();
  loop_want(&listener, waiting ? 0 : EPOLLIN);
  return busy;
}

static void someone_waits(struct source *source, uint32_t events) {
  (void)source, (void)events;
  waiting = true;
}

/** Number of the group `docker`, or 0. */
static gid_t docker_group(void) {
  static const char name[] = "\ndocker:";
  char *text = (char *)scratch;
  text[0] = '\n';
  if (read_at(AT_FDCWD, "/etc/group", text + 1, SCRATCH_SIZE - 1) < 0) return 0;
  char *at = strstr(text, name);
  at = at ? strchr(at + sizeof name - 1, ':') : NULL;
  return at ? (gid_t)strtoul(at + 1, NULL, 10) : 0;
}

void clients_open(const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  unlink(path);
  if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) || listen(fd, BACKLOG)) {
    note("cannot listen on %s: %s", path, strerror(errno));
    return;
  }
  if (chmod(path, 0660) || chown(path, 0, docker_group())) note("cannot open %s to its group", path);
  listener = (struct source){.fd = fd, .ready = someone_waits};
  loop_add(&listener, EPOLLIN);
}
