// docker, as the guest has it: carries a command line to the engine, and is a container's terminal when told to.
#define _GNU_SOURCE // ppoll
#include "docker/client.h"
#include "docker/terminal.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { INPUT_SIZE = 16384, OUTBOX_FULL = 64 * 1024 };

int connect_to(const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(path) >= sizeof address.sun_path) {
    errno = ENAMETOOLONG;
    return -1;
  }
  strcpy(address.sun_path, path);
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address)) {
    int error = errno;
    close(fd);
    errno = error;
    return -1;
  }
  return fd;
}

void peer_close(struct peer *peer) {
  if (peer->fd >= 0) close(peer->fd);
  bytes_free(&peer->inbox);
  bytes_free(&peer->outbox);
  *peer = (struct peer){.fd = -1};
}

// Who takes stdin now: the container if there is one, else the engine.
static struct peer *reader_of_stdin(struct client *client) {
  if (client->stdin_ended) return NULL;
  struct peer *reader = is_attached(client) ? &client->shim : &client->engine;
  if (is_attached(client) && !client->attach.in) return NULL;
  bool takes = reader->fd >= 0 && reader->granted && bytes_length(&reader->outbox) < OUTBOX_FULL;
  return takes ? reader : NULL;
}

static void stdin_readable(struct client *client, struct peer *reader) {
  uint8_t data[INPUT_SIZE];
  ssize_t got = read(STDIN_FILENO, data, reader->granted < sizeof data ? reader->granted : sizeof data);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (got <= 0) {
    client->stdin_ended = true;
    if (is_attached(client)) attach_end_of_input(client);
    tell_engine(client, 'e', "");
  } else if (is_attached(client)) {
    attach_input(client, data, (size_t)got);
  } else {
    frame_add(&client->engine.outbox, 'i', data, (uint32_t)got);
    client->engine.granted -= (size_t)got;
  }
}

static struct pollfd interest(const struct peer *peer) {
  short events = POLLIN | (bytes_length(&peer->outbox) ? POLLOUT : 0);
  return (struct pollfd){.fd = peer->fd, .events = events};
}

static void step(struct client *client) {
  struct peer *reader = reader_of_stdin(client);
  struct pollfd wanted[] = {
      interest(&client->engine),
      interest(&client->shim),
      {.fd = reader ? STDIN_FILENO : -1, .events = POLLIN},
  };
  int ready = ppoll(wanted, 3, NULL, waiting_mask());
  on_signals(client);
  if (ready < 0) return;
  int engine = client->engine.fd, shim = client->shim.fd;
  if (wanted[1].revents & POLLOUT) frame_send(&client->shim.outbox, shim);
  if (wanted[0].revents & POLLOUT) frame_send(&client->engine.outbox, engine);
  if (wanted[1].revents & ~POLLOUT && is_attached(client)) attach_readable(client);
  if (wanted[0].revents & ~POLLOUT && !client->done && client->engine.fd == engine) engine_readable(client);
  if (wanted[2].revents && !client->done && reader_of_stdin(client) == reader) stdin_readable(client, reader);
}

static int refuse(const char *host) {
  fprintf(stderr, "Cannot connect to the Docker daemon at %s. Is the docker daemon running?\n", host);
  return 1;
}

static bool ask(struct client *client, char *argv[]) {
  struct bytes request = {0};
  bool fits = add_request(&request, argv) && bytes_length(&request) <= ENGINE_LIMIT;
  if (fits) frame_add(&client->engine.outbox, 'r', bytes_front(&request), (uint32_t)bytes_length(&request));
  bytes_free(&request);
  return fits;
}

int main(int argc, char *argv[]) {
  (void)argc;
  const char *host = getenv("DOCKER_HOST");
  if (!host || !*host) host = "unix:///var/run/docker.sock";
  struct client client = {.engine = {.fd = -1}, .shim = {.fd = -1}, .host = host};
  if (strncmp(host, "unix://", 7)) return refuse(host);
  client.engine.fd = connect_to(host + 7);
  if (client.engine.fd < 0) return refuse(host);
  if (!ask(&client, argv)) {
    fputs("docker: argument list too long\n", stderr);
    return 1;
  }
  catch_signals();
  while (!client.done) step(&client);
  return client.exit;
}
