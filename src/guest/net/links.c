#include "net/links.h"
#include "net/netlink.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_link.h>
#include <linux/veth.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

bool address_parse(struct address *address, const char *text) {
  char ip[INET_ADDRSTRLEN];
  const char *slash = strchr(text, '/');
  size_t length = slash ? (size_t)(slash - text) : strlen(text);
  if (length >= sizeof ip) return false;
  memcpy(ip, text, length);
  ip[length] = 0;
  address->prefix = slash ? (uint8_t)strtoul(slash + 1, NULL, 10) : 32;
  return inet_pton(AF_INET, ip, &address->ip) == 1 && address->prefix <= 32;
}

bool mac_parse(uint8_t mac[ETH_ALEN], const char *text) {
  unsigned part[ETH_ALEN];
  int count = sscanf(text, "%2x:%2x:%2x:%2x:%2x:%2x", &part[0], &part[1], &part[2], &part[3], &part[4], &part[5]);
  for (int i = 0; i < ETH_ALEN; i++) mac[i] = (uint8_t)part[i];
  return count == ETH_ALEN;
}

static int index_of(const char *name) {
  struct ifreq request = {.ifr_flags = 0};
  strncpy(request.ifr_name, name, sizeof request.ifr_name - 1);
  int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return -errno;
  int index = ioctl(fd, SIOCGIFINDEX, &request) ? -errno : request.ifr_ifindex;
  close(fd);
  return index;
}

static struct ifinfomsg up(int index) {
  return (struct ifinfomsg){.ifi_index = index, .ifi_flags = IFF_UP, .ifi_change = IFF_UP};
}

/** Packets that come in by this device for somebody else go no further: networks do not reach into each other. */
static int keep_apart(const char *bridge) {
  char path[64];
  snprintf(path, sizeof path, "/proc/sys/net/ipv4/conf/%s/forwarding", bridge);
  int fd = open(path, O_WRONLY | O_CLOEXEC);
  if (fd < 0) return -errno;
  int error = write(fd, "0", 1) < 0 ? -errno : 0;
  close(fd);
  return error;
}

static int address_add(int index, const struct address *address) {
  struct ifaddrmsg fixed = {.ifa_family = AF_INET, .ifa_prefixlen = address->prefix, .ifa_index = (unsigned)index};
  uint32_t broadcast = address->ip | htonl(address->prefix ? ~(~0U << (32 - address->prefix)) : ~0U);
  struct message message;
  message_begin(&message, RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL, &fixed, sizeof fixed);
  message_put_u32(&message, IFA_LOCAL, address->ip);
  message_put_u32(&message, IFA_ADDRESS, address->ip);
  message_put_u32(&message, IFA_BROADCAST, broadcast);
  return message_send(&message);
}

int bridge_make(const struct bridge_wish *wish) {
  struct ifinfomsg fixed = up(0);
  struct message message;
  message_begin(&message, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, &fixed, sizeof fixed);
  message_put_text(&message, IFLA_IFNAME, wish->name);
  message_put(&message, IFLA_ADDRESS, wish->mac, ETH_ALEN);
  message_put_u32(&message, IFLA_MTU, wish->mtu);
  struct rtattr *info = message_open(&message, IFLA_LINKINFO);
  message_put_text(&message, IFLA_INFO_KIND, "bridge");
  message_close(&message, info);
  int error = message_send(&message);
  if (error == -EEXIST) return 0;
  if (error) return error;
  if (wish->address.prefix) error = address_add(index_of(wish->name), &wish->address);
  return error ? error : keep_apart(wish->name);
}

int link_delete(const char *name) {
  int index = index_of(name);
  if (index < 0) return index;
  struct ifinfomsg fixed = {.ifi_index = index};
  struct message message;
  message_begin(&message, RTM_DELLINK, 0, &fixed, sizeof fixed);
  return message_send(&message);
}

static void put_peer(struct message *message, const struct veth_wish *wish) {
  struct ifinfomsg fixed = {.ifi_index = 0};
  struct rtattr *peer = message_open(message, VETH_INFO_PEER);
  message_put_raw(message, &fixed, sizeof fixed);
  message_put_text(message, IFLA_IFNAME, wish->inside);
  message_put(message, IFLA_ADDRESS, wish->mac, ETH_ALEN);
  message_put_u32(message, IFLA_MTU, wish->mtu);
  message_put_u32(message, IFLA_NET_NS_FD, (uint32_t)wish->netns);
  message_close(message, peer);
}

/** Ports that are isolated reach the bridge itself, but not each other. */
static int isolate(const char *name) {
  struct ifinfomsg fixed = {.ifi_family = AF_BRIDGE, .ifi_index = index_of(name)};
  uint8_t on = 1;
  struct message message;
  message_begin(&message, RTM_SETLINK, 0, &fixed, sizeof fixed);
  struct rtattr *port = message_open(&message, IFLA_PROTINFO | NLA_F_NESTED);
  message_put(&message, IFLA_BRPORT_ISOLATED, &on, sizeof on);
  message_close(&message, port);
  return message_send(&message);
}

int veth_make(const struct veth_wish *wish) {
  int bridge = index_of(wish->bridge);
  if (bridge < 0) return bridge;
  struct ifinfomsg fixed = up(0);
  struct message message;
  message_begin(&message, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, &fixed, sizeof fixed);
  message_put_text(&message, IFLA_IFNAME, wish->outside);
  message_put_u32(&message, IFLA_MTU, wish->mtu);
  message_put_u32(&message, IFLA_MASTER, (uint32_t)bridge);
  struct rtattr *info = message_open(&message, IFLA_LINKINFO);
  message_put_text(&message, IFLA_INFO_KIND, "veth");
  struct rtattr *data = message_open(&message, IFLA_INFO_DATA);
  put_peer(&message, wish);
  message_close(&message, data);
  message_close(&message, info);
  int error = message_send(&message);
  return error || !wish->isolated ? error : isolate(wish->outside);
}

int link_up(const char *name, const struct address *address) {
  int index = index_of(name);
  if (index < 0) return index;
  int error = address ? address_add(index, address) : 0;
  if (error) return error;
  struct ifinfomsg fixed = up(index);
  struct message message;
  message_begin(&message, RTM_NEWLINK, 0, &fixed, sizeof fixed);
  return message_send(&message);
}

static int gateway_change(uint16_t type, uint16_t flags, uint32_t ip) {
  struct rtmsg fixed = {.rtm_family = AF_INET,
                        .rtm_table = RT_TABLE_MAIN,
                        .rtm_protocol = RTPROT_BOOT,
                        .rtm_scope = type == RTM_DELROUTE ? RT_SCOPE_NOWHERE : RT_SCOPE_UNIVERSE,
                        .rtm_type = type == RTM_DELROUTE ? RTN_UNSPEC : RTN_UNICAST};
  struct message message;
  message_begin(&message, type, flags, &fixed, sizeof fixed);
  if (ip) message_put_u32(&message, RTA_GATEWAY, ip);
  return message_send(&message);
}

int gateway_set(uint32_t ip) { return gateway_change(RTM_NEWROUTE, NLM_F_CREATE | NLM_F_REPLACE, ip); }

int gateway_remove(void) {
  int error = gateway_change(RTM_DELROUTE, 0, 0);
  return error == -ESRCH ? 0 : error;
}
