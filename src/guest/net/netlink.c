#include "net/netlink.h"
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void *tail(struct message *message) { return (uint8_t *)message + NLMSG_ALIGN(message->header.nlmsg_len); }

void message_begin(struct message *message, uint16_t type, uint16_t flags, const void *fixed, size_t length) {
  memset(message, 0, sizeof *message);
  message->header.nlmsg_type = type;
  message->header.nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | flags;
  message->header.nlmsg_len = NLMSG_LENGTH(0);
  message_put_raw(message, fixed, length);
}

void message_put_raw(struct message *message, const void *data, size_t length) {
  memcpy(tail(message), data, length);
  message->header.nlmsg_len = NLMSG_ALIGN(message->header.nlmsg_len) + (uint32_t)length;
}

void message_put(struct message *message, uint16_t type, const void *data, size_t length) {
  struct rtattr *attribute = tail(message);
  attribute->rta_type = type;
  attribute->rta_len = (uint16_t)RTA_LENGTH(length);
  if (length) memcpy(RTA_DATA(attribute), data, length);
  message->header.nlmsg_len = NLMSG_ALIGN(message->header.nlmsg_len) + RTA_ALIGN(attribute->rta_len);
}

void message_put_text(struct message *message, uint16_t type, const char *text) {
  message_put(message, type, text, strlen(text) + 1);
}

void message_put_u32(struct message *message, uint16_t type, uint32_t value) {
  message_put(message, type, &value, sizeof value);
}

struct rtattr *message_open(struct message *message, uint16_t type) {
  struct rtattr *attribute = tail(message);
  message_put(message, type, NULL, 0);
  return attribute;
}

void message_close(struct message *message, struct rtattr *open) {
  open->rta_len = (uint16_t)((uint8_t *)tail(message) - (uint8_t *)open);
}

int message_send(struct message *message) {
  // A socket belongs to the namespace it was made in, and requests are few: one each is simplest.
  int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
  if (fd < 0) return -errno;
  struct {
    struct nlmsghdr header;
    struct nlmsgerr error;
    uint8_t rest[MESSAGE_MAX * 2];
  } answer;
  int error = -EIO;
  ssize_t got = send(fd, message, message->header.nlmsg_len, 0);
  if (got >= 0) got = recv(fd, &answer, sizeof answer, 0);
  if (got < 0) error = -errno;
  else if (got >= (ssize_t)NLMSG_LENGTH(sizeof answer.error) && answer.header.nlmsg_type == NLMSG_ERROR)
    error = answer.error.error;
  close(fd);
  return error;
}
