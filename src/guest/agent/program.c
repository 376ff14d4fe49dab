// Runs a program for a batch: stdin fed, stdout and stderr collected, killed when its time is up.
#include "batch.h"
#include "children.h"
#include "client.h"
#include "program.h"

enum { CHUNK_SIZE = 16 * 1024, AT_EXIT_MAX = 128 * 1024, REST_MS = 3 };

struct stream {
  struct source source; // first member
  struct run *run;
  uint32_t kept;
  size_t at_exit; // bytes read since the program ended
  bool ready;
  bool active; // something was read since it became ready
};

struct run {
  struct child child; // first member
  struct stream output[2];
  struct source in;
  struct timer timer;
  struct timer rest; // after output: whoever writes byte by byte must not wake the agent for each
  struct batch *batch;
  uint32_t limit;
  uint32_t stdin_left; // bytes still to be taken from the client
  uint8_t *feed;       // taken, not yet written
  size_t feed_used, feed_at;
  uint32_t exit;
  uint32_t client; // whose streams it was lent; 0: nobody's
  struct run *next;
  bool over;
  bool truncated;
};

static struct run *lent;

void programs_of_client_end(uint32_t client) {
  for (struct run *run = lent; run; run = run->next)
    if (run->client == client && !run->over) child_kill(&run->child);
}

static void forget_lent(struct run *run) {
  struct run **at = &lent;
  while (*at && *at != run) at = &(*at)->next;
  if (*at) *at = run->next;
}

static void close_source(struct source *source) {
  int fd = source->fd;
  loop_remove(source);
  if (fd >= 0) close(fd);
}

static void free_run(struct run *run) {
  forget_lent(run);
  timer_clear(&run->timer);
  timer_clear(&run->rest);
  child_forget(&run->child);
  close_source(&run->in);
  for (int i = 0; i < 2; i++) close_source(&run->output[i].source);
  free(run->feed);
  free(run);
}

static void cancel_run(struct batch *batch) {
  struct run *run = batch->state;
  child_kill(&run->child);
  free_run(run);
}

static void program_exited(struct child *child, uint32_t code) {
  struct run *run = (struct run *)child;
  run->over = true;
  run->exit = code;
}

static void time_is_up(struct timer *timer) {
  struct run *run = (struct run *)((char *)timer - offsetof(struct run, timer));
  child_kill(&run->child);
}

static void rest_over(struct timer *timer) {
  struct run *run = (struct run *)((char *)timer - offsetof(struct run, rest));
  for (int i = 0; i < 2; i++)
    if (!run->output[i].ready) loop_want(&run->output[i].source, EPOLLIN);
}

static void feed(struct run *run) {
  if (run->in.fd < 0) return;
  while (run->feed_at < run->feed_used) {
    ssize_t sent = write(run->in.fd, run->feed + run->feed_at, run->feed_used - run->feed_at);
    if (sent < 0 && errno == EAGAIN) {
      loop_want(&run->in, EPOLLOUT);
      return;
    }
    if (sent < 0) { // nobody reads any more
      close_source(&run->in);
      return;
    }
    run->feed_at += (size_t)sent;
  }
  free(run->feed);
  run->feed = NULL;
  run->feed_at = run->feed_used = 0;
  if (!run->stdin_left) close_source(&run->in);
  else loop_want(&run->in, 0);
}

static void stdin_ready(struct source *source, uint32_t events) {
  struct run *run = (struct run *)((char *)source - offsetof(struct run, in));
  if (events & (EPOLLERR | EPOLLHUP)) close_source(source);
  else feed(run);
}

static bool take_stdin(struct batch *batch, const uint8_t *data, size_t length) {
  struct run *run = batch->state;
  if (run->in.fd < 0) return true;
  if (run->feed) return false;
  run->stdin_left -= length < run->stdin_left ? (uint32_t)length : run->stdin_left;
  run->feed = malloc(length + 1);
  if (!run->feed) {
    close_source(&run->in);
    return true;
  }
  memcpy(run->feed, data, length);
  run->feed_used = length;
  feed(run);
  return true;
}

static void output_ready(struct source *source, uint32_t events) {
  (void)events;
  ((struct stream *)source)->ready = true;
  loop_want(source, 0); // until the batch's step had room for it
}

/** Reads one piece. Returns false when nothing is there now. */
static bool collect(struct run *run, int index) {
  struct stream *stream = &run->output[index];
  if (stream->source.fd < 0) return false;
  uint8_t *chunk = scratch;
  ssize_t got = read(stream->source.fd, chunk + 1, CHUNK_SIZE);
  if (got < 0 && errno == EAGAIN) {
    if (!stream->active) loop_want(&stream->source, EPOLLIN);
    else if (!run->rest.at) timer_set(&run->rest, REST_MS);
    stream->ready = stream->active = false;
    return false;
  }
  if (got <= 0) {
    close_source(&stream->source);
    return false;
  }
  uint32_t keep = run->limit - stream->kept;
  if ((uint32_t)got < keep) keep = (uint32_t)got;
  if (keep < (uint32_t)got) run->truncated = true;
  stream->kept += keep;
  stream->active = true;
  if (run->over) stream->at_exit += (size_t)got;
  chunk[0] = (uint8_t)index;
  if (keep) channel_send(&rpc, CHUNK, run->batch->id, chunk, keep + 1);
  return stream->at_exit < AT_EXIT_MAX;
}

static enum progress step_run(struct batch *batch) {
  struct run *run = batch->state;
  bool more = false;
  for (int i = 0; i < 2; i++)
    if (run->output[i].ready || run->over) more |= collect(run, i);
  if (more) return GOES_ON;
  if (!run->over) return WAITS;
  // Whoever else holds the pipes (a daemon it left behind) is not waited for.
  uint8_t memory[8];
  struct writer value = {.data = memory, .size = sizeof memory};
  put_u32(&value, run->exit);
  put_u8(&value, run->truncated);
  free_run(run);
  batch_result(batch, 0, &value);
  return OVER;
}

static const struct work run_work = {.step = step_run, .take = take_stdin, .cancel = cancel_run};

static void watch_output(struct run *run, int index, int fd) {
  struct stream *stream = &run->output[index];
  stream->source = (struct source){.fd = fd, .ready = output_ready};
  stream->run = run;
  fcntl(fd, F_SETFL, O_NONBLOCK);
  if (loop_add(&stream->source, EPOLLIN)) close_source(&stream->source);
}

struct streams {
  uint8_t lends;
  bool input; // bytes for stdin come with the operation
};

/** Makes the pipes, starts the program, keeps the agent's ends; what a client lends takes a pipe's place. Returns 0 or -errno. */
static int launch(struct run *run, struct program *program, struct streams streams) {
  int pipes[3][2] = {{-1, -1}, {-1, -1}, {-1, -1}};
  int error = 0;
  for (int i = 0; i < 3 && !error; i++) {
    bool is_lent = i < 2 && streams.lends & (i ? LENDS_STDOUT : LENDS_STDIN);
    if (is_lent) pipes[i][i ? 1 : 0] = client_stream(run->client, i);
    else if (i == 0 && !streams.input) pipes[0][0] = open("/dev/null", O_RDONLY | O_CLOEXEC);
    else if (pipe2(pipes[i], O_CLOEXEC)) error = -errno;
    if (is_lent && pipes[i][i ? 1 : 0] < 0) error = -EBADF;
  }
  program->in = pipes[0][0];
  program->out = pipes[1][1];
  program->error = pipes[2][1];
  if (!error) error = child_start(&run->child, program);
  for (int i = 0; i < 3; i++) {
    int theirs = pipes[i][i ? 1 : 0];
    int ours = pipes[i][i ? 0 : 1];
    if (theirs >= 0) close(theirs);
    if (error && ours >= 0) close(ours);
    if (error || ours < 0) continue;
    if (i) watch_output(run, i - 1, ours);
    else run->in.fd = ours;
  }
  return error;
}

int start_run(struct batch *batch, struct reader *arguments, struct writer *value) {
  (void)value;
  uint32_t timeout = get_u32(arguments);
  uint32_t limit = get_u32(arguments);
  struct program program = {.cwd = get_str(arguments)};
  program.argv = get_list(arguments);
  if (get_u8(arguments)) program.env = get_list(arguments);
  uint32_t client = get_u32(arguments);
  struct streams streams = {.lends = get_u8(arguments)};
  uint32_t input = get_u32(arguments);
  streams.input = input > 0;
  size_t first = left(arguments);
  const uint8_t *data = get_raw(arguments, first);
  struct run *run = arguments->bad || !program.argv || first > input ? NULL : calloc(1, sizeof *run);
  int error = arguments->bad || first > input ? -EINVAL : run ? 0 : -ENOMEM;
  if (run) {
    *run = (struct run){.batch = batch, .limit = limit, .stdin_left = input, .client = client, .next = lent};
    lent = run;
    run->child.exited = program_exited;
    run->timer.fired = time_is_up;
    run->rest.fired = rest_over;
    run->in = (struct source){.fd = -1, .ready = stdin_ready};
    run->output[0].source.fd = run->output[1].source.fd = -1;
    error = launch(run, &program, streams);
  }
  free(program.argv);
  free(program.env);
  if (error) {
    if (run) forget_lent(run);
    free(run);
    return -error;
  }
  batch->state = run;
  batch->work = &run_work;
  if (timeout) timer_set(&run->timer, timeout);
  if (run->in.fd >= 0) {
    fcntl(run->in.fd, F_SETFL, O_NONBLOCK);
    loop_add(&run->in, 0);
    if (first) take_stdin(batch, data, first);
  }
  return -1;
}
