// What the kernel tells of a network namespace when it is asked inside of it: rtnetlink(7), by a socket that was made there.
#include "batch.h"
#include "kernelfs.h"
#include "network-text.h"

#include <linux/magic.h>
#include <linux/net_namespace.h>
#include <linux/netlink.h>
#include <linux/nsfs.h>
#include <linux/rtnetlink.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statfs.h>

// A datagram of the kernel's is never longer than what was offered for the one before, and a line hardly longer than its message.
enum { DATAGRAM_MAX = 8 * 1024, TEXT_MAX = 32 * 1024, LINK_SIZE = 64 };

/** Asked in this order; then for the other ends of links, and the namespaces' numbers last, since telling of links gives them out. */
static const struct {
  uint16_t type;
  uint8_t family;
} questions[] = {
    {RTM_GETLINK, AF_UNSPEC},
    {RTM_GETADDR, AF_UNSPEC},
    {RTM_GETROUTE, AF_INET},
    {RTM_GETROUTE, AF_INET6},
};

struct network {
  int fd;
  char name[LINK_SIZE]; // "net:[4026532201]"
  bool named;           // that was sent
  bool waits;           // the answer to a question was not read to its end
  bool spare;           // what was asked for may be gone by now
  size_t question;
  struct far_ends far_ends;
  size_t far_end;
  char **others; // paths of other namespaces, in `arguments`
  size_t other_asked;
  char other[LINK_SIZE];
  struct network_answer answer;
  uint8_t arguments[];
};

/** Only files of nsfs know this request: a device would take the number for one of its own. */
static bool is_network_namespace(int fd) {
  struct statfs of;
  return !fstatfs(fd, &of) && of.f_type == NSFS_MAGIC && ioctl(fd, NS_GET_NSTYPE) == CLONE_NEWNET;
}

/** Opens the file of a namespace and tells its name. Returns the descriptor or -errno: EINVAL for what is none. */
static int open_namespace(const char *path, char name[LINK_SIZE]) {
  struct stat stat;
  int how = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
  // What is mounted over /proc does not hide it.
  int fd = strncmp(path, "/proc/", 6) ? open(path, how) : openat(proc_dir, path + 6, how);
  if (fd < 0) return -errno;
  if (is_network_namespace(fd) && !fstat(fd, &stat)) {
    snprintf(name, LINK_SIZE, "net:[%llu]", (unsigned long long)stat.st_ino);
    return fd;
  }
  close(fd);
  return -EINVAL;
}

/** A socket belongs to the namespace that it was made in, whoever uses it. Returns the descriptor or -errno. */
static int socket_within(int there) {
  int home = openat(proc_dir, "self/ns/net", O_RDONLY | O_CLOEXEC);
  if (home < 0) return -errno;
  int fd = -1;
  if (!setns(there, CLONE_NEWNET)) fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);
  int error = errno;
  while (setns(home, CLONE_NEWNET) && errno == ENOMEM) continue; // whatever it takes: the agent lives at home
  close(home);
  return fd < 0 ? -error : fd;
}

static int ask(int fd, uint16_t type, uint8_t family) {
  struct {
    struct nlmsghdr head;
    union {
      struct ifinfomsg link;
      struct ifaddrmsg address;
      struct rtmsg route;
    } of;
  } question = {.head = {.nlmsg_type = type, .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP}};
  // All three begin with the family.
  question.of.link.ifi_family = family;
  size_t size = type == RTM_GETLINK ? sizeof question.of.link : type == RTM_GETADDR ? sizeof question.of.address : sizeof question.of.route;
  question.head.nlmsg_len = (uint32_t)NLMSG_LENGTH(size);
  return send(fd, &question, question.head.nlmsg_len, 0) < 0 ? errno : 0;
}

/** Asks by which number a namespace goes inside of the one that the socket was made in. */
static int ask_for_id(int fd, int other) {
  struct {
    struct nlmsghdr head;
    struct rtgenmsg of;
    uint8_t padding[NLMSG_ALIGN(sizeof(struct rtgenmsg)) - sizeof(struct rtgenmsg)];
    struct nlattr attribute;
    uint32_t fd;
  } question = {
      .head = {.nlmsg_len = sizeof question, .nlmsg_type = RTM_GETNSID, .nlmsg_flags = NLM_F_REQUEST},
      .attribute = {.nla_len = NLA_HDRLEN + sizeof question.fd, .nla_type = NETNSA_FD},
      .fd = (uint32_t)other,
  };
  return send(fd, &question, sizeof question, 0) < 0 ? errno : 0;
}

/** Asks for an interface of another namespace, by that one's number here. */
static int ask_for_far_end(int fd, const struct far_end *end) {
  struct {
    struct nlmsghdr head;
    struct ifinfomsg of;
    struct nlattr namespace_head;
    uint32_t namespace;
    struct nlattr mask_head;
    uint32_t mask;
  } question = {
      .head = {.nlmsg_len = sizeof question, .nlmsg_type = RTM_GETLINK, .nlmsg_flags = NLM_F_REQUEST},
      .of = {.ifi_index = (int)end->index},
      .namespace_head = {.nla_len = NLA_HDRLEN + sizeof question.namespace, .nla_type = IFLA_TARGET_NETNSID},
      .namespace = end->namespace,
      .mask_head = {.nla_len = NLA_HDRLEN + sizeof question.mask, .nla_type = IFLA_EXT_MASK},
      .mask = RTEXT_FILTER_SKIP_STATS,
  };
  return send(fd, &question, sizeof question, 0) < 0 ? errno : 0;
}

/** Asks for the number of the next of the other namespaces. One that is gone is passed over. */
static int ask_for_other(struct network *network) {
  while (network->others[network->other_asked]) {
    int other = open_namespace(network->others[network->other_asked++], network->other);
    if (other < 0) continue;
    network->answer.other = network->other;
    network->waits = true;
    int error = ask_for_id(network->fd, other);
    close(other);
    return error;
  }
  return 0;
}

/** Asks the next question; `waits` says whether there was one. */
static int ask_next(struct network *network) {
  network->answer = (struct network_answer){.far_ends = &network->far_ends};
  network->spare = network->question == sizeof questions / sizeof *questions;
  if (!network->spare) {
    network->waits = true;
    size_t at = network->question++;
    return ask(network->fd, questions[at].type, questions[at].family);
  }
  network->answer.far_ends = NULL;
  if (network->far_end == network->far_ends.count) return ask_for_other(network);
  network->waits = true;
  return ask_for_far_end(network->fd, &network->far_ends.all[network->far_end++]);
}

/** Reads a part of an answer. The kernel writes it when it is read: it is always there. */
static int read_part(struct network *network, struct writer *text) {
  uint8_t *datagram = scratch + TEXT_MAX;
  struct sockaddr_nl from = {0};
  socklen_t size = sizeof from;
  ssize_t got = recvfrom(network->fd, datagram, DATAGRAM_MAX, MSG_TRUNC, (struct sockaddr *)&from, &size);
  if (got < 0) return errno;
  if (got > DATAGRAM_MAX) return EMSGSIZE;
  if (from.nl_pid != 0) return 0; // not the kernel
  network_text(&network->answer, reader_of(datagram, (size_t)got), text);
  network->waits = !network->answer.over;
  if (text->bad) return EMSGSIZE;
  return network->answer.over && !network->spare ? network->answer.error : 0;
}

static void cancel_network(struct batch *batch) {
  struct network *network = batch->state;
  close(network->fd);
  free(network->far_ends.all);
  free(network->others);
  free(network);
}

static enum progress step_network(struct batch *batch) {
  struct network *network = batch->state;
  struct writer chunk = {.data = scratch, .size = TEXT_MAX};
  put_u8(&chunk, 0);
  if (!network->named) put_raw(&chunk, network->name, strlen(network->name)), put_u8(&chunk, '\n');
  network->named = true;
  int error = network->waits ? 0 : ask_next(network);
  bool goes_on = !error && network->waits;
  if (goes_on) error = read_part(network, &chunk);
  if (!error && chunk.used > 1) channel_send_writer(&rpc, CHUNK, batch->id, &chunk);
  if (goes_on && !error) return GOES_ON;
  cancel_network(batch);
  batch_result(batch, error, NULL);
  return OVER;
}

static const struct work network_work = {.step = step_network, .cancel = cancel_network};

int start_network(struct batch *batch, struct reader *arguments, struct writer *value) {
  (void)value;
  size_t size = left(arguments);
  struct network *network = calloc(1, sizeof *network + size);
  if (!network) return ENOMEM;
  memcpy(network->arguments, arguments->at, size);
  struct reader copy = reader_of(network->arguments, size);
  const char *path = get_str(&copy);
  network->others = get_list(&copy);
  int there = copy.bad || path[0] != '/' ? -EINVAL : !network->others ? -ENOMEM : open_namespace(path, network->name);
  network->fd = there < 0 ? there : socket_within(there);
  if (there >= 0) close(there);
  if (network->fd < 0) {
    int error = -network->fd;
    free(network->others);
    free(network);
    return error;
  }
  batch->state = network;
  batch->work = &network_work;
  return -1;
}
