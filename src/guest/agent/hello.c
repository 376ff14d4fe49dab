#include "hello.h"

#include "batch.h"
#include "client.h"
#include "protocol.h"
#include "records.h"
#include "terminal.h"
#include "trace.h"
#include "watch.h"
#include <linux/random.h>
#include <sys/ioctl.h>
#include <time.h>

static void set_clock(uint64_t wall) {
  struct timespec at = {.tv_sec = (time_t)(wall / 1000000000), .tv_nsec = (long)(wall % 1000000000)};
  if (getpid() == 1 && clock_settime(CLOCK_REALTIME, &at)) note("cannot set the clock: %s", strerror(errno));
}

/** A restored guest would otherwise give everyone the same random numbers. */
static void stir(const uint8_t *entropy) {
  struct {
    struct rand_pool_info info;
    uint8_t bytes[ENTROPY_SIZE];
  } pool = {.info = {.entropy_count = ENTROPY_SIZE * 8, .buf_size = ENTROPY_SIZE}};
  memcpy(pool.info.buf, entropy, ENTROPY_SIZE);
  int fd = open("/dev/urandom", O_RDWR | O_CLOEXEC);
  if (fd < 0) return;
  if (getpid() == 1 && (ioctl(fd, RNDADDENTROPY, &pool) || ioctl(fd, RNDRESEEDCRNG)))
    note("cannot add entropy: %s", strerror(errno));
  close(fd);
}

static void start_anew(struct channel *channel, bool keep) {
  if (channel == &rpc) {
    batches_cancel();
    clients_close();
    watches_close();
  } else if (channel == &records) {
    records_cancel();
    trace_restart();
  } else if (!keep) {
    terminals_close();
  }
}

bool hello(struct channel *channel, const struct frame *frame) {
  struct reader from = reader_of(frame->payload, frame->length);
  uint32_t version = get_u32(&from);
  bool keep = get_u8(&from) & HELLO_KEEP;
  uint64_t wall = get_u64(&from);
  const uint8_t *nonce = get_raw(&from, NONCE_SIZE);
  const uint8_t *entropy = get_raw(&from, ENTROPY_SIZE);
  if (from.bad) return false;
  // Another version is answered, so that it can say what is wrong, and nothing else is done.
  bool known = version == PROTOCOL_VERSION;
  if (known) start_anew(channel, keep);
  if (known && channel == &rpc) {
    set_clock(wall);
    stir(entropy);
  }
  channel->greeting = frame->id;
  struct writer greeted = scratch_writer();
  put_u32(&greeted, PROTOCOL_VERSION);
  put_u64(&greeted, now_ns());
  if (channel == &terms) terminals_adopt(&greeted);
  struct queue_greeting first = {.type = GREETED, .id = frame->id, .payload = scratch, .length = greeted.used};
  queue_restart(&channel->out, keep && channel == &terms, nonce, first);
  return true;
}
