#include "client.h"

#include "program.h"
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
  int lent[2]; // its stdin and stdout, once it has passed them on
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

static void take_back(struct client *client) {
  for (int i = 0; i < 2; i++)
    if (client->lent[i] >= 0) close(client->lent[i]);
  client->lent[0] = client->lent[1] = -1;
}

int client_stream(uint32_t id, int index) {
  struct client *client = find(id);
  return client && client->lent[index] >= 0 ? fcntl(client->lent[index], F_DUPFD_CLOEXEC, 3) : -1;
}

static void free_client(struct client *client) {
  programs_of_client_end(client->id);
  take_back(client);
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
  *client = (struct client){.source = {.fd = fd, .ready = ready}, .id = ++last_id, .output = output, .lent = {-1, -1}, .next = clients};
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

/** Descriptors that came with a message (unix(7)): stdin and stdout. Whatever else it is, nobody keeps. */
static void keep_descriptors(struct client *client, struct msghdr *message) {
  for (struct cmsghdr *at = CMSG_FIRSTHDR(message); at; at = CMSG_NXTHDR(message, at)) {
    if (at->cmsg_level != SOL_SOCKET || at->cmsg_type != SCM_RIGHTS) continue;
    int fds[2] = {-1, -1};
    size_t count = (at->cmsg_len - CMSG_LEN(0)) / sizeof *fds;
    memcpy(fds, CMSG_DATA(at), (count < 2 ? count : 2) * sizeof *fds);
    take_back(client);
    memcpy(client->lent, fds, sizeof fds);
  }
}

static ssize_t receive(struct client *client) {
  union {
    struct cmsghdr align;
    uint8_t room[CMSG_SPACE(2 * sizeof(int))];
  } control;
  struct iovec data = {.iov_base = scratch, .iov_len = CHUNK_SIZE};
  struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
  ssize_t got = recvmsg(client->source.fd, &message, MSG_CMSG_CLOEXEC);
  if (got >= 0) keep_descriptors(client, &message);
  return got;
}

/** Reads one piece. Returns 1 when it did, 0 when nothing is there now, -1 when the client has gone. */
static int collect(struct client *client) {
  ssize_t got = receive(client);
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
