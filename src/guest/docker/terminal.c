#include "docker/terminal.h"
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

static struct termios before;
static bool raw, hidden;

struct size terminal_size(void) {
  struct winsize found = {0};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &found) && ioctl(STDIN_FILENO, TIOCGWINSZ, &found)) return (struct size){0};
  return (struct size){found.ws_row, found.ws_col};
}

bool terminal_raw(void) {
  if (!raw && !hidden && tcgetattr(STDIN_FILENO, &before)) return false;
  struct termios after = before;
  after.c_iflag &= ~(tcflag_t)(IGNBRK | BRKINT | PARMRK | ISTRIP | INLCR | IGNCR | ICRNL | IXON);
  after.c_oflag &= ~(tcflag_t)OPOST;
  after.c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
  after.c_cflag = (after.c_cflag & ~(tcflag_t)(CSIZE | PARENB)) | CS8;
  after.c_cc[VMIN] = 1;
  after.c_cc[VTIME] = 0;
  raw = tcsetattr(STDIN_FILENO, TCSANOW, &after) == 0;
  return raw;
}

void terminal_restore(void) {
  if (raw || hidden) tcsetattr(STDIN_FILENO, TCSANOW, &before);
  raw = hidden = false;
}

void terminal_hide(void) {
  if (raw || hidden || tcgetattr(STDIN_FILENO, &before)) return;
  struct termios after = before;
  after.c_lflag &= ~(tcflag_t)ECHO;
  hidden = tcsetattr(STDIN_FILENO, TCSANOW, &after) == 0;
}

bool terminal_is_raw(void) { return raw; }
