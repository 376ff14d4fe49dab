// What the kernel says through rtnetlink(7), as text: a line a message, in the words of its headers.
#ifndef NETWORK_TEXT_H
#define NETWORK_TEXT_H

#include "bytes.h"

/** The other end of a link, in another namespace. */
struct far_end {
  uint32_t index;
  uint32_t namespace; // the number that it goes by here
};

struct far_ends {
  struct far_end *all;
  size_t count;
};

struct network_answer {
  /** Of RTM_GETLINK: where other ends of links are noted; NULL to note none. */
  struct far_ends *far_ends;
  /** Of RTM_GETNSID: the namespace that was asked for, which the answer does not name. */
  const char *other;
  /** The kernel has said all. */
  bool over;
  /** What it refused for, or EINTR where things changed while it told them; 0 for neither. */
  int error;
};

/** Writes what a datagram of messages says; what is damaged, and whatever follows it, is left out. */
void network_text(struct network_answer *answer, struct reader messages, struct writer *text);

#endif
