// The kernel's trace: an instance of the agent's own, read as the pages of its ring: the kernel would take longer to write an event as text than to note it.
#ifndef TRACE_H
#define TRACE_H

#include "channel.h"

/** Makes the instance and turns its events on. */
void trace_open(void);
void trace_switch(bool on);
/** Makes sure that it is on and throws away what it holds. */
void trace_restart(void);
/** Sends all pages there are, as far as room allows. False when more may be there. */
bool trace_drain(void);
void trace_pump(void);

#endif
