#include "terminal.h"

#include "children.h"
#include "protocol.h"
#include <signal.h>
#include <sys/ioctl.h>
#include <termios.h>

enum { CHUNK_SIZE = 16 * 1024, AT_EXIT_MAX = 64 * 1024, HANGUP_MS = 100, REST_MS = 3 };

struct terminal {
  struct child child; // first member
  struct source master;
  struct timer again;
  uint32_t id;
  pid_t session;
  uint16_t rows, cols;
  size_t unacknowledged;
  size_t at_exit; // bytes read since the program ended
  uint32_t exit;
  bool readable;
  bool over;
  bool held; // nobody has it yet: its output stays in the pty
  bool resting; // just read: whoever writes byte by byte must not wake the agent for each
  bool hung; // nobody has the pty open, and epoll would say so over and over: looked at now and then
  uint8_t *input;
  size_t input_used;
  struct terminal *next;
};

static struct terminal *terminals;

static struct terminal *find(uint32_t id) {
  struct terminal *at = terminals;
  while (at && at->id != id) at = at->next;
  return at;
}

/** Closing the master hangs up: the kernel sends SIGHUP to the session's leader and its foreground. */
static void free_terminal(struct terminal *terminal) {
  struct terminal **at = &terminals;
  while (*at && *at != terminal) at = &(*at)->next;
  if (*at) *at = terminal->next;
  child_forget(&terminal->child);
  timer_clear(&terminal->again);
  int fd = terminal->master.fd;
  loop_remove(&terminal->master);
  if (fd >= 0) close(fd);
  free(terminal->input);
  free(terminal);
}

static void close_terminal(struct terminal *terminal) {
  if (terminal->child.pid) kill(-terminal->child.pid, SIGHUP);
  free_terminal(terminal);
}

void terminals_close(void) {
  while (terminals) close_terminal(terminals);
}

void terminals_adopt(struct writer *list) {
  uint32_t count = 0;
  for (struct terminal *at = terminals; at; at = at->next) count++;
  put_u32(list, count);
  for (struct terminal *at = terminals; at; at = at->next) {
    at->unacknowledged = 0;
    put_u32(list, at->id);
    put_u32(list, at->rows | (uint32_t)at->cols << 16);
    put_u32(list, (uint32_t)at->session);
  }
}

static void program_exited(struct child *child, uint32_t code) {
  struct terminal *terminal = (struct terminal *)child;
  terminal->over = true;
  terminal->readable = true;
  terminal->exit = code;
}

static void feed(struct terminal *terminal) {
  size_t at = 0;
  while (at < terminal->input_used) {
    ssize_t sent = write(terminal->master.fd, terminal->input + at, terminal->input_used - at);
    if (sent <= 0) break;
    at += (size_t)sent;
  }
  if (at) {
    terminal->input_used -= at;
    memmove(terminal->input, terminal->input + at, terminal->input_used);
    channel_send_u32(&terms, TAKEN, terminal->id, (uint32_t)at);
  }
}

static void ready(struct source *source, uint32_t events) {
  struct terminal *terminal = (struct terminal *)((char *)source - offsetof(struct terminal, master));
  if (events & EPOLLOUT) feed(terminal);
  if (events & ~(uint32_t)EPOLLOUT) terminal->readable = true;
}

static void look_again(struct timer *timer) {
  struct terminal *terminal = (struct terminal *)((char *)timer - offsetof(struct terminal, again));
  terminal->hung = terminal->resting = false;
  terminal->readable = true;
}

static int open_pty(struct terminal *terminal) {
  int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
  if (master < 0) return -errno;
  terminal->master = (struct source){.fd = master, .ready = ready};
  struct winsize size = {.ws_row = terminal->rows, .ws_col = terminal->cols};
  int unlock = 0;
  ioctl(master, TIOCSWINSZ, &size);
  ioctl(master, TIOCSPTLCK, &unlock);
  // By the master, not by name: works whatever became of /dev/pts.
  int slave = ioctl(master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (slave < 0) return -errno;
  struct termios modes;
  if (!tcgetattr(slave, &modes)) {
    modes.c_iflag |= IUTF8;
    tcsetattr(slave, TCSANOW, &modes);
  }
  return slave;
}

static int launch(struct terminal *terminal, struct program *program) {
  terminal->input = malloc(TERMINAL_INPUT_WINDOW);
  if (!terminal->input) return -ENOMEM;
  int slave = open_pty(terminal);
  if (slave < 0) return slave;
  program->in = program->out = program->error = slave;
  int error = child_start(&terminal->child, program);
  close(slave);
  if (!error) error = loop_add(&terminal->master, EPOLLIN);
  return error;
}

static bool open_terminal(const struct frame *frame, struct reader *from) {
  struct terminal *terminal = calloc(1, sizeof *terminal);
  if (!terminal) {
    channel_send_u32(&terms, OPENED, frame->id, ENOMEM);
    return true;
  }
  terminal->id = frame->id;
  terminal->master.fd = -1;
  terminal->again.fired = look_again;
  terminal->rows = get_u16(from);
  terminal->cols = get_u16(from);
  struct program program = {.cwd = get_str(from), .terminal = true};
  program.argv = get_list(from);
  if (get_u8(from)) program.env = get_list(from);
  terminal->held = get_u8(from);
  bool good = !from->bad && program.argv;
  int error = find(frame->id) ? -EEXIST : -EINVAL;
  terminal->child.exited = program_exited;
  if (good && error != -EEXIST) error = launch(terminal, &program);
  free(program.argv);
  free(program.env);
  if (good) channel_send_u32(&terms, OPENED, frame->id, (uint32_t)-error);
  if (!good || error) {
    free_terminal(terminal);
    return good;
  }
  terminal->session = terminal->child.pid;
  terminal->next = terminals;
  terminals = terminal;
  return true;
}

static bool take_input(struct terminal *terminal, const struct frame *frame) {
  if (frame->length > TERMINAL_INPUT_WINDOW - terminal->input_used) return false;
  memcpy(terminal->input + terminal->input_used, frame->payload, frame->length);
  terminal->input_used += frame->length;
  feed(terminal);
  return true;
}

static void resize(struct terminal *terminal, uint16_t rows, uint16_t cols) {
  struct winsize size = {.ws_row = rows, .ws_col = cols};
  terminal->held = false;
  terminal->rows = rows;
  terminal->cols = cols;
  ioctl(terminal->master.fd, TIOCSWINSZ, &size);
}

bool terminal_frame(const struct frame *frame) {
  struct reader from = reader_of(frame->payload, frame->length);
  if (frame->type == OPEN) return open_terminal(frame, &from);
  struct terminal *terminal = find(frame->id);
  if (!terminal) return true; // it ended while this was under way
  if (frame->type == INPUT) return take_input(terminal, frame);
  if (frame->type == CLOSE) {
    close_terminal(terminal);
    return true;
  }
  if (frame->type == ACK) {
    uint32_t count = get_u32(&from);
    terminal->unacknowledged -= count < terminal->unacknowledged ? count : terminal->unacknowledged;
  } else if (frame->type == RESIZE) {
    uint16_t rows = get_u16(&from);
    uint16_t cols = get_u16(&from);
    if (!from.bad) resize(terminal, rows, cols);
  } else {
    return false;
  }
  return !from.bad;
}

/** Reads one piece of output. Returns false when nothing is there now. */
static bool collect(struct terminal *terminal) {
  if (terminal->at_exit >= AT_EXIT_MAX) return false;
  size_t window = TERMINAL_OUTPUT_WINDOW - terminal->unacknowledged;
  ssize_t got = read(terminal->master.fd, scratch, window < CHUNK_SIZE ? window : CHUNK_SIZE);
  if (got <= 0) {
    terminal->hung = got == 0 || errno != EAGAIN;
    return false;
  }
  terminal->unacknowledged += (size_t)got;
  if (terminal->over) terminal->at_exit += (size_t)got;
  channel_send(&terms, OUTPUT, terminal->id, scratch, (size_t)got);
  terminal->resting = true;
  return true;
}

/** True when more can be done at once. */
static bool pump(struct terminal *terminal) {
  bool window = !terminal->held && terminal->unacknowledged < TERMINAL_OUTPUT_WINDOW;
  if (terminal->readable && window) {
    if (collect(terminal)) return true;
    terminal->readable = false;
    if (terminal->over) {
      channel_send_u32(&terms, EXITED, terminal->id, terminal->exit);
      free_terminal(terminal);
      return false;
    }
  }
  bool rest = terminal->hung || terminal->resting;
  if (rest && !terminal->again.at) timer_set(&terminal->again, terminal->hung ? HANGUP_MS : REST_MS);
  uint32_t in = terminal->readable || rest ? 0 : EPOLLIN;
  loop_want(&terminal->master, in | (terminal->input_used ? EPOLLOUT : 0));
  return false;
}

bool terminals_pump(void) {
  bool busy = false;
  for (struct terminal *at = terminals, *next; at; at = next) {
    next = at->next;
    if (!channel_has_room(&terms, BULK_ROOM)) return false; // comes back when the queue was sent
    busy |= pump(at);
  }
  return busy;
}
