#include "shim/moment.h"
#include <stdio.h>
#include <string.h>

struct timespec moment_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return now;
}

int64_t elapsed_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void moment_format(struct timespec moment, char text[MOMENT_SIZE]) {
  struct tm parts;
  gmtime_r(&moment.tv_sec, &parts);
  size_t used = strftime(text, MOMENT_SIZE, "%Y-%m-%dT%H:%M:%S", &parts);
  if (moment.tv_nsec) {
    used += (size_t)snprintf(text + used, MOMENT_SIZE - used, ".%09ld", moment.tv_nsec);
    while (text[used - 1] == '0') used--;
  }
  strcpy(text + used, "Z");
}
