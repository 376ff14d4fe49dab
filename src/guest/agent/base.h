// First include of every file: feature macros, the headers nearly all need, and the sizes that the parts share.
#ifndef BASE_H
#define BASE_H

#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#define _TIME_BITS 64

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/** Transient memory for whoever runs: single-threaded, and nobody keeps it across a return to the loop. */
#define SCRATCH_SIZE (256 * 1024)
extern uint8_t scratch[SCRATCH_SIZE];

/** Kernel messages and the console are the agent's only log. */
void note(const char *format, ...) __attribute__((format(printf, 1, 2)));

/** CLOCK_MONOTONIC in nanoseconds: the clock of every record. */
uint64_t now_ns(void);

/** Reads a file of a directory whole, at most `size` - 1 bytes, and ends it with NUL. Returns the length or -errno. */
ssize_t read_at(int dir, const char *path, void *into, size_t size);

/** Writes a short text to an existing file. Returns 0 or -errno. */
int write_at(int dir, const char *path, const char *text);

#endif
