#include "batch.h"

enum { CREDIT_STEP = 64 * 1024, VALUE_MAX = 66 * 1024 };

struct waiting {
  struct waiting *next;
  uint8_t type;
  size_t length;
  uint8_t payload[];
};

static struct batch *batches;

static struct batch *find(uint32_t id) {
  struct batch *at = batches;
  while (at && at->id != id) at = at->next;
  return at;
}

static struct batch *open_batch(uint32_t id) {
  struct batch *batch = calloc(1, sizeof *batch);
  if (!batch) return NULL;
  batch->id = id;
  batch->next = batches;
  batches = batch;
  return batch;
}

static void close_batch(struct batch *batch) {
  struct batch **at = &batches;
  while (*at != batch) at = &(*at)->next;
  *at = batch->next;
  if (batch->work) batch->work->cancel(batch);
  for (struct waiting *frame = batch->first; frame;) {
    struct waiting *next = frame->next;
    free(frame);
    frame = next;
  }
  free(batch);
}

void batches_cancel(void) {
  while (batches) close_batch(batches);
}

static void give_back(struct batch *batch, size_t payload) {
  batch->consumed += (uint32_t)(payload + HEADER_SIZE + 1);
  if (batch->consumed < CREDIT_STEP) return;
  channel_send_u32(&rpc, CREDIT, batch->id, batch->consumed);
  batch->consumed = 0;
}

void batch_result(struct batch *batch, int error, const struct writer *value) {
  uint8_t *memory = scratch + SCRATCH_SIZE - VALUE_MAX;
  struct writer result = {.data = memory, .size = VALUE_MAX};
  put_u32(&result, (uint32_t)error);
  if (!error && value) put_raw(&result, value->data, value->used);
  if (!channel_send_writer(&rpc, RESULT, batch->id, &result)) channel_send_u32(&rpc, RESULT, batch->id, E2BIG);
  if (error) batch->failed = true;
  batch->work = NULL;
  batch->state = NULL;
}

static void start_operation(struct batch *batch, const uint8_t *payload, size_t length) {
  struct reader arguments = reader_of(payload, length);
  batch->keep_going = get_u8(&arguments) & 1;
  if (batch->failed && !batch->keep_going) return;
  start begin = operation_start(get_u8(&arguments));
  struct writer value = {.data = scratch, .size = PAYLOAD_MAX};
  int error = begin ? begin(batch, &arguments, &value) : ENOSYS;
  if (error >= 0) batch_result(batch, value.bad ? E2BIG : error, &value);
}

/** Handles one frame if the batch can take it now. Closes the batch at END. */
static bool consume(struct batch *batch, uint8_t type, const uint8_t *payload, size_t length) {
  if (type == DATA) {
    if (batch->work && batch->work->take && !batch->work->take(batch, payload, length)) return false;
  } else if (batch->work) {
    return false;
  } else if (type == END) {
    channel_send(&rpc, ENDED, batch->id, NULL, 0);
    close_batch(batch);
    return true;
  } else {
    start_operation(batch, payload, length);
  }
  give_back(batch, length);
  return true;
}

static bool enqueue(struct batch *batch, const struct frame *frame) {
  size_t size = frame->length + HEADER_SIZE + 1;
  struct waiting *copy = batch->pending + size > 2 * BATCH_WINDOW ? NULL : malloc(sizeof *copy + frame->length);
  if (!copy) return false;
  *copy = (struct waiting){.type = frame->type, .length = frame->length};
  memcpy(copy->payload, frame->payload, frame->length);
  if (batch->last) batch->last->next = copy;
  else batch->first = copy;
  batch->last = copy;
  batch->pending += size;
  return true;
}

bool batch_frame(const struct frame *frame) {
  struct batch *batch = find(frame->id);
  if (!batch && !(batch = open_batch(frame->id))) return false;
  if (!batch->first && consume(batch, frame->type, frame->payload, frame->length)) return true;
  if (enqueue(batch, frame)) return true;
  close_batch(batch); // told as damage: the client fails the whole batch
  return false;
}

/** Returns false when it waits for something. */
static bool pump(struct batch *batch) {
  enum progress progress = batch->work ? batch->work->step(batch) : OVER;
  if (progress == GOES_ON) return true;
  struct waiting *frame = batch->first;
  if (!frame) return false;
  batch->first = frame->next;
  if (!batch->first) batch->last = NULL;
  uint8_t type = frame->type;
  if (!consume(batch, type, frame->payload, frame->length)) {
    frame->next = batch->first;
    batch->first = frame;
    if (!batch->last) batch->last = frame;
    return false;
  }
  if (type != END) batch->pending -= frame->length + HEADER_SIZE + 1;
  free(frame);
  return type != END;
}

bool batches_pump(void) {
  bool busy = false;
  for (struct batch *batch = batches, *next; batch; batch = next) {
    next = batch->next;
    if (!channel_has_room(&rpc, BULK_ROOM)) return false; // comes back when the queue was sent
    busy |= pump(batch);
  }
  return busy;
}
