// Requests to the kernel about links, addresses and routes (rtnetlink(7)), one at a time.
#pragma once
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <stddef.h>
#include <stdint.h>

enum { MESSAGE_MAX = 1024 };

struct message {
  struct nlmsghdr header; // first member: what goes out begins here
  uint8_t body[MESSAGE_MAX];
};

// Begins a request; `fixed` is the structure that follows the header.
void message_begin(struct message *message, uint16_t type, uint16_t flags, const void *fixed, size_t length);
void message_put(struct message *message, uint16_t type, const void *data, size_t length);
void message_put_text(struct message *message, uint16_t type, const char *text);
void message_put_u32(struct message *message, uint16_t type, uint32_t value);
// Attributes put until `message_close` with the answer belong to this one.
struct rtattr *message_open(struct message *message, uint16_t type);
void message_close(struct message *message, struct rtattr *open);
// Room for a fixed structure inside an open attribute.
void message_put_raw(struct message *message, const void *data, size_t length);

// Sends it in the present network namespace and waits for the kernel's answer: 0 or -errno.
int message_send(struct message *message);
