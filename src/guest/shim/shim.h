// One shim's state, and the parts that work on it.
#pragma once
#include "shim/clients.h"
#include "shim/log.h"
#include "shim/options.h"
#include "shim/streams.h"
#include <sys/types.h>

enum stage {
  WAITING,  // for the first attach
  STARTING, // the runtime is at work
  RUNNING,
  ENDED,   // the process is gone, its output not yet
  LEAVING, // all is written down; only clients have not read everything
};

struct shim {
  struct options options;
  enum stage stage;
  int signals;   // signalfd: SIGCHLD, SIGTERM
  int listener;  // attach.sock
  int starter;   // pipe to the process that was called, -1 when it has returned
  int console;   // console.sock, then the runtime's connection on it
  bool accepted; // `console` is the connection
  pid_t runtime, init;
  int status;         // wait status of init
  int pending_signal; // came before there was a process
  bool oom_killed;
  struct timespec started, finished;
  int64_t deadline; // for output and cgroup to end, elapsed_ms()
  struct streams streams;
  struct clients clients;
  struct log log;
};

// runtime.c: the one run of the OCI runtime
bool runtime_start(struct shim *shim);
// The runtime ended with this wait status: the container runs or has failed.
void runtime_ended(struct shim *shim, int status);
void runtime_failed(struct shim *shim, const char *message);

// console.c: the terminal that the runtime hands over
bool console_listen(struct shim *shim);
void console_readable(struct shim *shim);
void console_close(struct shim *shim);

// ending.c: from the exit of the process to the end of the shim
void init_ended(struct shim *shim, int status);
// Goes on to LEAVING once output and cgroup have ended.
void ending_step(struct shim *shim);
int ending_timeout(const struct shim *shim);
void close_doors(struct shim *shim);

// loop.c
void shim_loop(struct shim *shim);
// clients.c calls this for what a client asks for.
void shim_began(struct shim *shim);
void shim_signal(struct shim *shim, int number);
