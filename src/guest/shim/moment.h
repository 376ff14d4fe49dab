#pragma once
#include <stdint.h>
#include <time.h>

enum { MOMENT_SIZE = 40 };

// Writes a wall-clock time as Go's RFC3339Nano does: UTC, nanoseconds without trailing zeros.
void moment_format(struct timespec moment, char text[MOMENT_SIZE]);
struct timespec moment_now(void);
// Milliseconds of a clock that only goes forward.
int64_t elapsed_ms(void);
