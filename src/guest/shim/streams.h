// The container's three streams, or its terminal.
#pragma once
#include "shim/log.h"
#include <stdint.h>

struct output {
  int fd; // -1 when it has ended or not begun
  uint8_t type;
  struct line line;
};

struct streams {
  bool tty;
  int in;             // -1 when closed or not begun
  bool in_open;       // the container still can get stdin
  bool in_ending;     // to be closed when the queue is empty
  struct bytes queue; // stdin not yet taken
  struct output out, err;
  uint16_t rows, cols; // 0: not known
};

void streams_init(struct streams *streams, bool tty, bool in);
// Pipes for a process without terminal: the ends for the process are put into `ends`.
bool streams_pipe(struct streams *streams, bool in, int ends[3]);
// The terminal's master has come.
void streams_terminal(struct streams *streams, int master);
void streams_resize(struct streams *streams, uint16_t rows, uint16_t cols);
// Makes a program draw its screen anew for somebody who attaches to a running terminal, as docker does.
void streams_redraw(struct streams *streams);
// Writes stdin as far as it is taken.
void streams_push(struct streams *streams);
void streams_close_in(struct streams *streams);
bool streams_ended(const struct streams *streams);
