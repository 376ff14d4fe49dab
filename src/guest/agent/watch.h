// Watched directories: inotify(7).
#ifndef WATCH_H
#define WATCH_H

#include "channel.h"

bool watch_frame(const struct frame *frame);
bool watches_pump(void);
void watches_close(void);

#endif
