#define _GNU_SOURCE // accept4
#include "net/resolver.h"
#include "net/question.h"
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 8, PREFIX = 2 };

static const struct sockaddr_in place = {.sin_family = AF_INET};

/** Calls `each` with every word of a list until it answers true. */
static bool any_word(const char *list, bool (*each)(const char *word, void *of), void *of) {
  char word[NAME_SIZE];
  for (const char *at = list ? list : ""; *(at += strspn(at, " "));) {
    size_t length = strcspn(at, " ");
    snprintf(word, sizeof word, "%.*s", (int)length, at);
    at += length;
    if (each(word, of)) return true;
  }
  return false;
}

struct search {
  const char *name;
  uint32_t ip;
  struct answer *answer;
};

static bool search_forward(const char *network, void *of) {
  struct search *search = of;
  struct answer *answer = search->answer;
  answer->count = names_find(network, search->name, answer->addresses, ADDRESSES_MAX);
  return answer->count > 0;
}

static bool search_reverse(const char *network, void *of) {
  struct search *search = of;
  return names_of(network, search->ip, search->answer->name);
}

/** Where "alias=name" gives the name asked for, the name behind it is meant. */
static bool search_link(const char *link, void *of) {
  static char target[NAME_SIZE];
  struct search *search = of;
  size_t length = strcspn(link, "=");
  if (strlen(search->name) != length || strncasecmp(search->name, link, length)) return false;
  snprintf(target, sizeof target, "%s", link + length + (link[length] ? 1 : 0));
  search->name = target;
  return true;
}

/** Several containers of one name are given in changing order, so that each has its turn. */
static void rotate(struct answer *answer) {
  static unsigned turn;
  if (answer->count < 2) return;
  for (size_t by = turn++ % answer->count; by; by--) {
    uint32_t first = answer->addresses[0];
    memmove(answer->addresses, answer->addresses + 1, (answer->count - 1) * sizeof first);
    answer->addresses[answer->count - 1] = first;
  }
}

size_t resolver_answer(const struct resolver *resolver, uint8_t *message, size_t length, size_t most) {
  struct question question;
  static struct answer answer;
  if (!question_read(&question, message, length)) return 0;
  answer = (struct answer){.code = DNS_OK};
  struct search search = {.name = question.name, .answer = &answer};
  bool found = false;
  if (question.type == TYPE_PTR) {
    found = question_reverse(&question, &search.ip) && any_word(resolver->networks, search_reverse, &search);
  } else {
    any_word(resolver->links, search_link, &search);
    found = any_word(resolver->networks, search_forward, &search);
    // The name is known, but not with what is asked for: an answer without records.
    if (question.type != TYPE_A) answer.count = 0;
  }
  if (!found) answer.code = DNS_NO_SUCH_NAME;
  rotate(&answer);
  return answer_write(message, &question, &answer, most);
}

static void datagram_ready(struct source *source) {
  struct resolver *resolver = (struct resolver *)source;
  uint8_t message[DNS_MAX];
  struct sockaddr_in from;
  socklen_t size = sizeof from;
  ssize_t got = recvfrom(source->fd, message, sizeof message, MSG_DONTWAIT, (struct sockaddr *)&from, &size);
  if (got <= 0) return;
  size_t length = resolver_answer(resolver, message, (size_t)got, DNS_UDP_MAX);
  if (length) sendto(source->fd, message, length, MSG_DONTWAIT, (struct sockaddr *)&from, size);
}

struct connection {
  struct source source; // first member
  struct connection *next;
  const struct resolver *resolver;
  size_t used;
  uint8_t data[PREFIX + DNS_MAX];
};

static struct connection *connections;

static void connection_end(struct connection *connection) {
  struct connection **at = &connections;
  while (*at != connection) at = &(*at)->next;
  *at = connection->next;
  loop_remove(&connection->source);
  free(connection);
}

/** One question a connection, as it is only asked so where an answer was too long. */
static void connection_ready(struct source *source) {
  struct connection *connection = (struct connection *)source;
  uint8_t *data = connection->data;
  ssize_t got = recv(source->fd, data + connection->used, sizeof connection->data - connection->used, MSG_DONTWAIT);
  if (got <= 0) return connection_end(connection);
  connection->used += (size_t)got;
  size_t length = (size_t)(data[0] << 8 | data[1]);
  if (connection->used < PREFIX || (connection->used < PREFIX + length && connection->used < sizeof connection->data)) return;
  length = length > DNS_MAX ? 0 : resolver_answer(connection->resolver, data + PREFIX, length, DNS_MAX);
  data[0] = (uint8_t)(length >> 8);
  data[1] = (uint8_t)length;
  if (length) send(source->fd, data, PREFIX + length, MSG_NOSIGNAL | MSG_DONTWAIT);
  connection_end(connection);
}

static void connection_arrived(struct source *source) {
  struct resolver *resolver = (struct resolver *)((char *)source - offsetof(struct resolver, connections));
  int fd = accept4(source->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (fd < 0) return;
  struct connection *connection = calloc(1, sizeof *connection);
  if (!connection) {
    close(fd);
    return;
  }
  connection->source = (struct source){.fd = fd, .ready = connection_ready};
  connection->resolver = resolver;
  connection->next = connections;
  connections = connection;
  if (!loop_add(&connection->source)) connection_end(connection);
}

void resolver_init(struct resolver *resolver) {
  *resolver = (struct resolver){.datagrams = {.fd = -1, .ready = datagram_ready},
                                .connections = {.fd = -1, .ready = connection_arrived}};
}

static int open_socket(int type) {
  struct sockaddr_in address = place;
  address.sin_addr.s_addr = htonl(0x7f00000b);
  address.sin_port = htons(53);
  int fd = socket(AF_INET, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) return -errno;
  int on = 1;
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  bool good = !bind(fd, (struct sockaddr *)&address, sizeof address) && (type == SOCK_DGRAM || !listen(fd, BACKLOG));
  if (good) return fd;
  int error = -errno;
  close(fd);
  return error;
}

int resolver_open(struct resolver *resolver) {
  if (resolver->datagrams.fd >= 0) return 0;
  int datagrams = open_socket(SOCK_DGRAM);
  int connections = datagrams < 0 ? -1 : open_socket(SOCK_STREAM);
  if (datagrams < 0) return datagrams;
  resolver->datagrams.fd = datagrams;
  resolver->connections.fd = connections;
  bool good = loop_add(&resolver->datagrams) && connections >= 0 && loop_add(&resolver->connections);
  if (!good) loop_remove(&resolver->datagrams);
  return good ? 0 : connections < 0 ? connections : -ENOMEM;
}

bool resolver_set(struct resolver *resolver, const char *networks, const char *links) {
  free(resolver->networks);
  free(resolver->links);
  resolver->networks = strdup(networks);
  resolver->links = strdup(links);
  return resolver->networks && resolver->links;
}

void resolver_close(struct resolver *resolver) {
  for (struct connection *at = connections, *next; at; at = next) {
    next = at->next;
    if (at->resolver == resolver) connection_end(at);
  }
  loop_remove(&resolver->datagrams);
  loop_remove(&resolver->connections);
  free(resolver->networks);
  free(resolver->links);
  resolver->networks = resolver->links = NULL;
}
