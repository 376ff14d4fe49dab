// fishbowl-agent: PID 1 of the guest. See README.md.
#include "batch.h"
#include "boot.h"
#include "channel.h"
#include "children.h"
#include "client.h"
#include "hello.h"
#include "kernelfs.h"
#include "records.h"
#include "terminal.h"
#include "trace.h"
#include "watch.h"

#include <signal.h>
#include <sys/stat.h>

enum { QUEUE_SIZE = 256 * 1024, RECORDS_QUEUE_SIZE = 512 * 1024 };

static bool handle_rpc(const struct frame *frame) {
  switch (frame->type) {
  case HELLO:
    return hello(&rpc, frame);
  case PING: {
    uint8_t memory[8];
    struct writer pong = {.data = memory, .size = sizeof memory};
    put_u64(&pong, now_ns());
    return channel_send_writer(&rpc, PONG, frame->id, &pong);
  }
  case OP:
  case DATA:
  case END:
    return batch_frame(frame);
  case CLIENT_DATA:
  case CLIENT_ACK:
  case CLIENT_CLOSE:
    return client_frame(frame);
  case WATCH:
  case UNWATCH:
    return watch_frame(frame);
  default:
    return false;
  }
}

static bool handle_records(const struct frame *frame) {
  return frame->type == HELLO ? hello(&records, frame) : records_frame(frame);
}

static bool handle_terms(const struct frame *frame) {
  return frame->type == HELLO ? hello(&terms, frame) : terminal_frame(frame);
}

static bool always(void) { return true; }

/** One round of everybody's work. True when somebody could go on at once. */
static bool pump(void) {
  bool busy = terminals_pump();
  busy |= batches_pump();
  busy |= clients_pump();
  busy |= watches_pump();
  busy |= records_pump();
  trace_pump();
  busy |= channel_pump(&terms);
  busy |= channel_pump(&rpc);
  busy |= channel_pump(&records);
  return busy;
}

static void serve(const int fds[3], const char *socket) {
  umask(0);
  loop_open();
  children_open();
  kernelfs_open();
  rpc.handle = handle_rpc;
  records.handle = handle_records;
  terms.handle = handle_terms;
  rpc.ready = terms.ready = always;
  records.ready = records_ready;
  channel_open(&rpc, fds[0], QUEUE_SIZE);
  channel_open(&records, fds[1], RECORDS_QUEUE_SIZE);
  channel_open(&terms, fds[2], QUEUE_SIZE);
  clients_open(socket);
  trace_open();
  note("ready");
  for (;;) loop_once(pump());
}

/** For tests: speaks on inherited files, and touches nothing of the machine it runs on. */
static int serve_natively(int argc, char **argv) {
  int fds[3];
  bool good = argc == 5 && !strcmp(argv[1], "--channels") && !strcmp(argv[3], "--socket") &&
              sscanf(argv[2], "%d,%d,%d", &fds[0], &fds[1], &fds[2]) == 3;
  if (!good) {
    fprintf(stderr, "usage: %s --channels RPC,RECORDS,TERMS --socket PATH\n", argv[0]);
    return 2;
  }
  serve(fds, argv[4]);
  return 0;
}

int main(int argc, char **argv) {
  int fds[3];
  if (getpid() != 1) return serve_natively(argc, argv);
  if (!getenv("FISHBOWL_BOOTED")) {
    boot_move_root();
    return 1; // the kernel panics, with the reason above it on the console
  }
  boot_system();
  boot_ports(fds);
  boot_protect();
  serve(fds, "/run/docker.sock");
  return 0;
}
