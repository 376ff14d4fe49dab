// Batches: operations of one request, in order. Several batches make progress side by side.
#ifndef BATCH_H
#define BATCH_H

#include "channel.h"
#include "protocol.h"

struct batch;

enum progress {
  WAITS, // for an event, or for room
  GOES_ON,
  OVER, // its result was sent
};

/** An operation that takes more than one step. Its functions free it when it is over. */
struct work {
  /** One slice of it. Called only while there is room for 32 KiB of chunks. */
  enum progress (*step)(struct batch *batch);
  /** Offers data that follows the operation; false: not now. NULL: none is expected. */
  bool (*take)(struct batch *batch, const uint8_t *data, size_t length);
  void (*cancel)(struct batch *batch);
};

struct batch {
  uint32_t id;
  bool failed;
  bool keep_going;
  uint32_t consumed; // bytes not yet given back as credit
  size_t pending;    // bytes of frames waiting
  struct waiting *first, *last;
  const struct work *work; // NULL: idle
  void *state;
  struct batch *next;
};

/** Starts an operation. Returns its errno when it is over at once, or -1 when `work` is set. `value` is what it answers. */
typedef int (*start)(struct batch *batch, struct reader *arguments, struct writer *value);

bool batch_frame(const struct frame *frame);
/** Lets every batch make progress. True when one could go on at once. */
bool batches_pump(void);
void batches_cancel(void);

/** Ends the present operation: sends its result and makes the batch idle. */
void batch_result(struct batch *batch, int error, const struct writer *value);

int start_write(struct batch *batch, struct reader *arguments, struct writer *value);
int start_read(struct batch *batch, struct reader *arguments, struct writer *value);
int start_list(struct batch *batch, struct reader *arguments, struct writer *value);
int start_remove(struct batch *batch, struct reader *arguments, struct writer *value);
int start_run(struct batch *batch, struct reader *arguments, struct writer *value);
int start_network(struct batch *batch, struct reader *arguments, struct writer *value);
int start_dial(struct batch *batch, struct reader *arguments, struct writer *value);
/** The function for an operation code, or NULL. */
start operation_start(uint8_t code);

#endif
