// Programs that connect to /run/docker.sock: their bytes are relayed to and from the engine, unread.
#ifndef CLIENT_H
#define CLIENT_H

#include "channel.h"

void clients_open(const char *path);
bool client_frame(const struct frame *frame);
/** True when more can be done at once. */
bool clients_pump(void);
void clients_close(void);
/** A duplicate of the stdin (0) or stdout (1) that a client has lent, or -1. */
int client_stream(uint32_t id, int index);

#endif
