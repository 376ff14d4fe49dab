// The shim's command line.
#pragma once
#include <stdbool.h>

struct options {
  bool exec, tty, in, in_once, wait;
  const char *id, *bundle, *process, *dir, *log, *cgroup, *exit, *runtime, *state;
  long log_size, log_files;
};

// Reads the command line; NULL, or what is wrong with it.
const char *options_parse(struct options *options, char *argv[]);
