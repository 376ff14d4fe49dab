// Terminals: a pty each, credits both ways.
#ifndef TERMINAL_H
#define TERMINAL_H

#include "channel.h"

bool terminal_frame(const struct frame *frame);
/** Goes on with whatever room and credits allow. True when more can be done at once. */
bool terminals_pump(void);
/** Hangs all of them up. */
void terminals_close(void);
/** Forgets what the previous client owed and writes the list of the greeting. */
void terminals_adopt(struct writer *list);

#endif
