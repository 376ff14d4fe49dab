// Network devices, addresses and routes, as docker makes them for its bridge networks. All answers are 0 or -errno.
#pragma once
#include <net/ethernet.h>
#include <stdbool.h>
#include <stdint.h>

struct address {
  uint32_t ip; // as it stands in a packet
  uint8_t prefix;
};

// Reads "172.17.0.2/16", or without a prefix.
bool address_parse(struct address *address, const char *text);
bool mac_parse(uint8_t mac[ETH_ALEN], const char *text);

struct bridge_wish {
  const char *name;
  struct address address; // prefix 0: none
  uint32_t mtu;
  uint8_t mac[ETH_ALEN];
};

// Makes a bridge and brings it up; one that is there keeps its address.
int bridge_make(const struct bridge_wish *wish);
int link_delete(const char *name);

struct veth_wish {
  const char *outside; // name of the end on the bridge
  const char *inside;  // name of the end in the container: eth0
  const char *bridge;
  int netns; // where the inner end goes
  uint32_t mtu;
  uint8_t mac[ETH_ALEN]; // of the inner end
  bool isolated;         // from the bridge's other isolated ports
};

// Makes a pair, one end on the bridge and up, the other in the namespace and down.
int veth_make(const struct veth_wish *wish);

// These act in the present network namespace.
int link_up(const char *name, const struct address *address);
int gateway_set(uint32_t ip);
int gateway_remove(void);
