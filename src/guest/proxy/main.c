// The command line of Docker's docker-proxy, and its report on file 3: "0" once it listens, or "1" and why not.
#include "proxy/proxy.h"
#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { REPORT = 3, BACKLOG = 128 };

socklen_t address_size(const union address *address) {
  return address->any.sa_family == AF_INET6 ? sizeof address->v6 : sizeof address->v4;
}

static bool read_address(union address *address, const char *ip, unsigned port) {
  if (strchr(ip, ':')) {
    address->v6 = (struct sockaddr_in6){.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port)};
    return inet_pton(AF_INET6, ip, &address->v6.sin6_addr) == 1;
  }
  address->v4 = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  return inet_pton(AF_INET, ip, &address->v4.sin_addr) == 1;
}

static bool read_options(struct options *options, char **argv) {
  const char *container_ip = "";
  unsigned container_port = 0;
  options->host_ip = "";
  for (argv++; argv[0] && argv[1]; argv += 2) {
    const char *name = argv[0] + (argv[0][0] == '-' && argv[0][1] == '-'), *value = argv[1];
    if (!strcmp(name, "-proto")) options->udp = !strcmp(value, "udp");
    else if (!strcmp(name, "-host-ip")) options->host_ip = value;
    else if (!strcmp(name, "-host-port")) options->host_port = (unsigned)strtoul(value, NULL, 10);
    else if (!strcmp(name, "-container-ip")) container_ip = value;
    else if (!strcmp(name, "-container-port")) container_port = (unsigned)strtoul(value, NULL, 10);
    else return false;
  }
  return !argv[0] && read_address(&options->host, options->host_ip, options->host_port) &&
         read_address(&options->container, container_ip, container_port);
}

static int open_listener(const struct options *options) {
  int type = options->udp ? SOCK_DGRAM : SOCK_STREAM, on = 1;
  bool v6 = options->host.any.sa_family == AF_INET6;
  int fd = socket(options->host.any.sa_family, type | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  if (!options->udp) setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (v6) setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
  if (bind(fd, &options->host.any, address_size(&options->host))) return -1;
  return options->udp || !listen(fd, BACKLOG) ? fd : -1;
}

/** The failure as Go's net package words it: docker shows it to the person. */
static void report_failure(const struct options *options) {
  bool v6 = options->host.any.sa_family == AF_INET6;
  char why[128];
  snprintf(why, sizeof why, "%s", strerror(errno));
  why[0] = (char)tolower(why[0]);
  if (errno == EADDRINUSE) strcpy(why, "address already in use");
  if (errno == EADDRNOTAVAIL) strcpy(why, "cannot assign requested address");
  dprintf(REPORT, "1\nlisten %s%c %s%s%s:%u: bind: %s", options->udp ? "udp" : "tcp", v6 ? '6' : '4', v6 ? "[" : "",
          options->host_ip, v6 ? "]" : "", options->host_port, why);
}

int main(int argc, char **argv) {
  struct options options = {.udp = false};
  if (argc < 2 || !read_options(&options, argv)) {
    dprintf(REPORT, "1\nbad command line");
    fprintf(stderr, "usage: docker-proxy -proto tcp|udp -host-ip IP -host-port PORT -container-ip IP -container-port PORT\n");
    return 2;
  }
  signal(SIGPIPE, SIG_IGN);
  int listener = open_listener(&options);
  if (listener < 0) {
    report_failure(&options);
    return 1;
  }
  if (write(REPORT, "0\n", 2) < 0) errno = 0; // nobody asks when it is started by hand
  close(REPORT);
  if (options.udp) serve_datagrams(listener, &options.container);
  serve_streams(listener, &options.container);
}
