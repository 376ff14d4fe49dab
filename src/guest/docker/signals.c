// Signals are blocked but while the client waits or writes, so that everything else is one thread of control.
#include "docker/client.h"
#include "docker/terminal.h"
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static const int caught[] = {SIGHUP,  SIGINT,  SIGQUIT, SIGTERM, SIGUSR1,
                             SIGUSR2, SIGALRM, SIGTSTP, SIGCONT, SIGWINCH};
enum { CAUGHT = sizeof caught / sizeof *caught };

static volatile sig_atomic_t arrived[NSIG];
static sigset_t unblocked;

static void note(int number) { arrived[number] = 1; }

static void install(int number, void (*handler)(int)) {
  struct sigaction action = {.sa_handler = handler};
  sigaction(number, &action, NULL);
}

void catch_signals(void) {
  sigset_t block;
  sigemptyset(&block);
  for (int i = 0; i < CAUGHT; i++) {
    struct sigaction before;
    sigaction(caught[i], NULL, &before);
    // A shell without job control ignores INT and QUIT for its background children, and nohup ignores HUP: left so.
    if (before.sa_handler == SIG_IGN) continue;
    sigaddset(&block, caught[i]);
    install(caught[i], note);
  }
  install(SIGPIPE, SIG_IGN);
  sigprocmask(SIG_BLOCK, &block, &unblocked);
  for (int i = 0; i < CAUGHT; i++) sigdelset(&unblocked, caught[i]);
}

const sigset_t *waiting_mask(void) { return &unblocked; }

static void raise_default(int number) {
  install(number, SIG_DFL);
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, number);
  raise(number);
  sigprocmask(SIG_UNBLOCK, &only, NULL);
}

void die_of(int number) {
  terminal_restore();
  raise_default(number);
  _exit(128 + number);
}

static void stop(int number) {
  bool raw = terminal_is_raw();
  terminal_restore();
  raise_default(number);
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, number);
  sigprocmask(SIG_BLOCK, &only, NULL);
  install(number, note);
  if (raw) terminal_raw();
}

static const char *name_of(int number) { return number == SIGHUP ? "HUP" : number == SIGINT ? "INT" : "TERM"; }

static void ask_engine(struct client *client, int number) {
  if (number == SIGQUIT || number == SIGALRM || number == SIGUSR1 || number == SIGUSR2) die_of(number);
  if (client->interrupted == number || client->engine.fd < 0) die_of(number);
  client->interrupted = number;
  char json[32];
  snprintf(json, sizeof json, "{\"signal\":\"%s\"}", name_of(number));
  tell_engine(client, 's', json);
}

static void resized(struct client *client) {
  if (is_attached(client)) {
    attach_resize(client);
    return;
  }
  struct size size = terminal_size();
  char json[48];
  snprintf(json, sizeof json, "{\"rows\":%u,\"cols\":%u}", size.rows, size.cols);
  if (size.rows) tell_engine(client, 'w', json);
}

static void handle(struct client *client, int number) {
  if (number == SIGTSTP) {
    stop(number);
  } else if (number == SIGCONT) {
    if (terminal_is_raw()) terminal_raw();
    resized(client);
  } else if (number == SIGWINCH) {
    resized(client);
  } else if (!is_attached(client)) {
    ask_engine(client, number);
  } else if (client->attach.proxy && !client->attach.tty) {
    attach_signal(client, number);
  } else {
    die_of(number);
  }
}

void on_signals(struct client *client) {
  for (int i = 0; i < CAUGHT; i++) {
    if (!arrived[caught[i]]) continue;
    arrived[caught[i]] = 0;
    handle(client, caught[i]);
  }
}
