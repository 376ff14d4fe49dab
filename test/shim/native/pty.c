// Runs a program on a terminal of its own: stdin is what is typed, stdout what is shown. Lines "ROWS COLS" on descriptor 3 resize it.
// In the end one line on descriptor 4: how the program ended, and whether it left the terminal as it was.
#define _GNU_SOURCE
#include <poll.h>
#include <pty.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utmp.h>

static int relay(int from, int to) {
  char data[4096];
  ssize_t got = read(from, data, sizeof data);
  for (ssize_t at = 0, wrote; at < got; at += wrote)
    if ((wrote = write(to, data + at, (size_t)(got - at))) < 0) return 0;
  return got > 0;
}

static void resize(int control, int master) {
  char line[64];
  ssize_t got = read(control, line, sizeof line - 1);
  struct winsize size = {0};
  line[got > 0 ? got : 0] = 0;
  if (sscanf(line, "%hu %hu", &size.ws_row, &size.ws_col) == 2) ioctl(master, TIOCSWINSZ, &size);
}

int main(int argc, char **argv) {
  struct winsize size = {.ws_row = 24, .ws_col = 80};
  struct termios before, after;
  int master, slave, status;
  if (argc < 2 || openpty(&master, &slave, NULL, NULL, &size)) return 1;
  tcgetattr(slave, &before);
  pid_t child = fork();
  if (child == 0) {
    close(master);
    close(3);
    close(4);
    login_tty(slave);
    execvp(argv[1], argv + 1);
    _exit(127);
  }
  dprintf(4, "%d\n", child);
  struct pollfd polls[] = {{.fd = master, .events = POLLIN}, {.fd = 0, .events = POLLIN}, {.fd = 3, .events = POLLIN}};
  while (waitpid(child, &status, WNOHANG) == 0) {
    poll(polls, 3, 20);
    if (polls[0].revents) relay(master, 1);
    if (polls[1].revents && !relay(0, master)) polls[1].fd = -1;
    if (polls[2].revents & POLLIN) resize(3, master);
    if (polls[2].revents & POLLHUP) polls[2].fd = -1;
  }
  while (poll(polls, 1, 20) > 0 && polls[0].revents & POLLIN) relay(master, 1);
  tcgetattr(slave, &after);
  dprintf(4, "{\"exit\":%d,\"signal\":%d,\"restored\":%s}\n", WEXITSTATUS(status), WIFSIGNALED(status) ? WTERMSIG(status) : 0,
          memcmp(&before, &after, sizeof before) ? "false" : "true");
  return 0;
}
