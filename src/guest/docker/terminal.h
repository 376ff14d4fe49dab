// The terminal the client runs on.
#pragma once
#include <stdbool.h>
#include <stdint.h>

struct size {
  uint16_t rows, cols;
};

// Size of the terminal that stdout or stdin is; zeros without one.
struct size terminal_size(void);
// Raw mode as docker sets it; false when stdin is no terminal. Stops with SIGTTOU in the background, as it should.
bool terminal_raw(void);
// Typed keys are not shown, until the terminal is restored: for passwords.
void terminal_hide(void);
void terminal_restore(void);
bool terminal_is_raw(void);
