// The event loop: whoever has a file in it is called when it can be read.
#pragma once
#include <stdbool.h>

struct source {
  int fd;
  void (*ready)(struct source *source);
};

bool loop_open(void);
// Takes over the file; false, and closed, when there is no room.
bool loop_add(struct source *source);
// Takes it out and closes the file.
void loop_remove(struct source *source);
_Noreturn void loop_run(void);
