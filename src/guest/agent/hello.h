// The greeting: clock and entropy, and a clean start for a client that knows nothing of the one before.
#ifndef HELLO_H
#define HELLO_H

#include "channel.h"

bool hello(struct channel *channel, const struct frame *frame);

#endif
