#include "network-text.h"

#include <arpa/inet.h>
#include <linux/if_link.h>
#include <linux/net_namespace.h>
#include <linux/rtnetlink.h>
#include <stdarg.h>

enum { LINE_MAX_PART = 96, HARDWARE_MAX = 32, FAR_ENDS_MAX = 1024 };

typedef void (*print)(struct writer *text, struct reader *value);

struct attribute {
  uint16_t type;
  const char *name;
  print print;
};

#define ATTRIBUTE(type, print) {type, " " #type, print}
#define COUNT(list) (sizeof(list) / sizeof *(list))

static void __attribute__((format(printf, 2, 3))) say(struct writer *text, const char *format, ...) {
  char part[LINE_MAX_PART];
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(part, sizeof part, format, arguments);
  va_end(arguments);
  put_raw(text, part, length < 0 ? 0 : (size_t)length < sizeof part ? (size_t)length : sizeof part - 1);
}

static void print_number(struct writer *text, struct reader *value) { say(text, " %u", get_u32(value)); }

/** A namespace that has no number there is left out. */
static void print_id(struct writer *text, struct reader *value) {
  int32_t id = (int32_t)get_u32(value);
  if (id < 0) value->bad = true;
  say(text, " %d", id);
}

static void print_byte(struct writer *text, struct reader *value) { say(text, " %u", get_u8(value)); }

/** No name of the kernel's holds blanks: lines and words stay what they are. */
static void print_name(struct writer *text, struct reader *value) {
  put_u8(text, ' ');
  while (left(value) && value->at[0]) {
    uint8_t byte = get_u8(value);
    put_u8(text, byte > ' ' && byte != 0x7f ? byte : '?');
  }
}

static void print_hardware(struct writer *text, struct reader *value) {
  put_u8(text, ' ');
  if (left(value) > HARDWARE_MAX) value->bad = true;
  for (const char *before = ""; !value->bad && left(value); before = ":") say(text, "%s%02x", before, get_u8(value));
}

static void print_address(struct writer *text, struct reader *value) {
  char address[INET6_ADDRSTRLEN];
  size_t length = left(value);
  const uint8_t *bytes = get_raw(value, length);
  int family = length == 4 ? AF_INET : length == 16 ? AF_INET6 : AF_UNSPEC;
  if (!bytes || !inet_ntop(family, bytes, address, sizeof address)) value->bad = true;
  else say(text, " %s", address);
}

/** A gateway of another family than the route's. */
static void print_via(struct writer *text, struct reader *value) {
  get_u16(value);
  print_address(text, value);
}

static void print_bytes(struct writer *text, struct reader *value) {
  get_raw(value, offsetof(struct rtnl_link_stats64, rx_bytes));
  uint64_t received = get_u64(value);
  uint64_t sent = get_u64(value);
  say(text, " rx_bytes %llu tx_bytes %llu", (unsigned long long)received, (unsigned long long)sent);
}

/** Fills up to where the next message or attribute begins: at a multiple of four. The last may end before. */
static void skip_padding(struct reader *from, size_t length) {
  size_t padding = -length & 3;
  get_raw(from, padding < left(from) ? padding : left(from));
}

/** Takes the next attribute. False where there is none, or a damaged one. */
static bool next_attribute(struct reader *from, uint16_t *type, struct reader *value) {
  if (from->bad || !left(from)) return false;
  uint16_t length = get_u16(from);
  *type = get_u16(from) & NLA_TYPE_MASK;
  size_t size = (size_t)length - NLA_HDRLEN;
  const uint8_t *data = length < NLA_HDRLEN ? NULL : get_raw(from, size);
  if (!data) {
    from->bad = true;
    return false;
  }
  *value = reader_of(data, size);
  skip_padding(from, length);
  return true;
}

/** Prints the attributes that are in the list, in the kernel's order. */
static void print_attributes(struct writer *text, struct reader *from, const struct attribute *list, size_t count) {
  uint16_t type;
  struct reader value;
  while (next_attribute(from, &type, &value)) {
    for (size_t i = 0; i < count; i++) {
      if (list[i].type != type) continue;
      put_raw(text, list[i].name, strlen(list[i].name));
      list[i].print(text, &value);
      from->bad |= value.bad;
    }
  }
}

/** Notes where a link leads, if that is another namespace; without memory for it, it is left out. */
static void note_far_end(struct far_ends *ends, struct reader from) {
  uint16_t type;
  struct reader value;
  struct far_end end = {0};
  bool far = false;
  get_raw(&from, sizeof(struct ifinfomsg));
  while (next_attribute(&from, &type, &value)) {
    if (type == IFLA_LINK) end.index = get_u32(&value);
    if (type == IFLA_LINK_NETNSID) end.namespace = get_u32(&value), far = !value.bad;
  }
  if (!far || from.bad || !end.index || ends->count >= FAR_ENDS_MAX) return;
  if (ends->count % 64 == 0) {
    void *all = realloc(ends->all, (ends->count + 64) * sizeof *ends->all);
    if (!all) return;
    ends->all = all;
  }
  ends->all[ends->count++] = end;
}

static void print_kind(struct writer *text, struct reader *value) {
  static const struct attribute of_info[] = {ATTRIBUTE(IFLA_INFO_KIND, print_name)};
  print_attributes(text, value, of_info, COUNT(of_info));
}

/** Several ways of one route: struct rtnexthop with attributes, one after the other. */
static void print_ways(struct writer *text, struct reader *value) {
  static const struct attribute of_way[] = {ATTRIBUTE(RTA_GATEWAY, print_address), ATTRIBUTE(RTA_VIA, print_via)};
  while (!value->bad && left(value)) {
    uint16_t length = get_u16(value);
    get_u16(value); // flags, weight
    uint32_t interface = get_u32(value);
    const uint8_t *data = length < sizeof(struct rtnexthop) ? NULL : get_raw(value, length - sizeof(struct rtnexthop));
    if (!data) {
      value->bad = true;
      return;
    }
    struct reader attributes = reader_of(data, length - sizeof(struct rtnexthop));
    say(text, " nexthop RTA_OIF %u", interface);
    print_attributes(text, &attributes, of_way, COUNT(of_way));
    value->bad |= attributes.bad;
    skip_padding(value, length);
  }
}

static void begin_link(struct writer *text, struct reader *from, const char *other) {
  struct ifinfomsg head = {0};
  const uint8_t *bytes = get_raw(from, sizeof head);
  if (bytes) memcpy(&head, bytes, sizeof head);
  (void)other;
  say(text, "RTM_NEWLINK index %d flags 0x%x", head.ifi_index, head.ifi_flags);
}

static void begin_address(struct writer *text, struct reader *from, const char *other) {
  struct ifaddrmsg head = {0};
  const uint8_t *bytes = get_raw(from, sizeof head);
  if (bytes) memcpy(&head, bytes, sizeof head);
  (void)other;
  say(text, "RTM_NEWADDR index %u prefixlen %u", head.ifa_index, head.ifa_prefixlen);
}

static void begin_route(struct writer *text, struct reader *from, const char *other) {
  struct rtmsg head = {0};
  const uint8_t *bytes = get_raw(from, sizeof head);
  if (bytes) memcpy(&head, bytes, sizeof head);
  (void)other;
  say(text, "RTM_NEWROUTE family %u dst_len %u", head.rtm_family, head.rtm_dst_len);
  say(text, " table %u type %u flags 0x%x", head.rtm_table, head.rtm_type, head.rtm_flags);
}

static void begin_id(struct writer *text, struct reader *from, const char *other) {
  get_raw(from, NLMSG_ALIGN(sizeof(struct rtgenmsg)));
  say(text, "RTM_NEWNSID %s", other ? other : "?");
}

static const struct attribute of_link[] = {
    ATTRIBUTE(IFLA_IFNAME, print_name),       ATTRIBUTE(IFLA_MTU, print_number),          ATTRIBUTE(IFLA_ADDRESS, print_hardware),
    ATTRIBUTE(IFLA_OPERSTATE, print_byte),    ATTRIBUTE(IFLA_LINK, print_number),         ATTRIBUTE(IFLA_LINK_NETNSID, print_number),
    ATTRIBUTE(IFLA_MASTER, print_number),     ATTRIBUTE(IFLA_STATS64, print_bytes),       ATTRIBUTE(IFLA_LINKINFO, print_kind),
    ATTRIBUTE(IFLA_TARGET_NETNSID, print_number),
};
static const struct attribute of_address[] = {
    ATTRIBUTE(IFA_ADDRESS, print_address),
    ATTRIBUTE(IFA_LOCAL, print_address),
};
static const struct attribute of_route[] = {
    ATTRIBUTE(RTA_TABLE, print_number),    ATTRIBUTE(RTA_DST, print_address), ATTRIBUTE(RTA_PRIORITY, print_number),
    ATTRIBUTE(RTA_PREFSRC, print_address), ATTRIBUTE(RTA_OIF, print_number),  ATTRIBUTE(RTA_GATEWAY, print_address),
    ATTRIBUTE(RTA_VIA, print_via),         ATTRIBUTE(RTA_MULTIPATH, print_ways),
};
static const struct attribute of_id[] = {ATTRIBUTE(NETNSA_NSID, print_id)};

#define KIND(type, begin, list) {type, begin, list, COUNT(list)}

static const struct kind {
  uint16_t type;
  void (*begin)(struct writer *text, struct reader *from, const char *other);
  const struct attribute *attributes;
  size_t count;
} kinds[] = {
    KIND(RTM_NEWLINK, begin_link, of_link),
    KIND(RTM_NEWADDR, begin_address, of_address),
    KIND(RTM_NEWROUTE, begin_route, of_route),
    KIND(RTM_NEWNSID, begin_id, of_id),
};

static void print_message(struct network_answer *answer, uint16_t type, struct reader *from, struct writer *text) {
  for (size_t i = 0; i < COUNT(kinds); i++) {
    if (kinds[i].type != type) continue;
    size_t start = text->used;
    if (type == RTM_NEWLINK && answer->far_ends) note_far_end(answer->far_ends, *from);
    kinds[i].begin(text, from, answer->other);
    print_attributes(text, from, kinds[i].attributes, kinds[i].count);
    put_u8(text, '\n');
    if (from->bad) text->used = start;
  }
}

/** NLMSG_DONE and NLMSG_ERROR: a negative errno, or 0. */
static void end(struct network_answer *answer, struct reader *from) {
  int32_t error = (int32_t)get_u32(from);
  answer->over = true;
  if (!from->bad && error < 0) answer->error = -error;
}

void network_text(struct network_answer *answer, struct reader messages, struct writer *text) {
  while (!answer->over && left(&messages) >= sizeof(struct nlmsghdr)) {
    struct nlmsghdr head;
    memcpy(&head, get_raw(&messages, sizeof head), sizeof head);
    const uint8_t *data = head.nlmsg_len < sizeof head ? NULL : get_raw(&messages, head.nlmsg_len - sizeof head);
    if (!data) return;
    struct reader from = reader_of(data, head.nlmsg_len - sizeof head);
    if (head.nlmsg_flags & NLM_F_DUMP_INTR) answer->error = EINTR;
    if (head.nlmsg_type == NLMSG_DONE || head.nlmsg_type == NLMSG_ERROR) end(answer, &from);
    else print_message(answer, head.nlmsg_type, &from, text);
    skip_padding(&messages, head.nlmsg_len);
    if (!(head.nlmsg_flags & NLM_F_MULTI)) answer->over = true;
  }
}
