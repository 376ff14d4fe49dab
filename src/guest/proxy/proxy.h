// docker-proxy: carries what comes to a port of the host to a port of a container.
#pragma once
#include <netinet/in.h>
#include <stdbool.h>

union address {
  struct sockaddr any;
  struct sockaddr_in v4;
  struct sockaddr_in6 v6;
};

struct options {
  bool udp;
  const char *host_ip;
  unsigned host_port;
  union address host, container;
};

socklen_t address_size(const union address *address);

// Serve for ever on a socket that listens.
_Noreturn void serve_streams(int listener, const union address *container);
_Noreturn void serve_datagrams(int listener, const union address *container);
