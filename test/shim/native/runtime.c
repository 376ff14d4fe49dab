// Stands in for crun: starts the shell script BUNDLE/script (or the text of --process FILE), detached, as crun does, but isolates nothing.
// Without the script it fails as crun would.
#define _GNU_SOURCE
#include <fcntl.h>
#include <pty.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <utmp.h>

static const char *value_of(char **argv, const char *name) {
  size_t length = strlen(name);
  for (; *argv; argv++) {
    if (!strcmp(*argv, name)) return argv[1];
    if (!strncmp(*argv, name, length) && (*argv)[length] == '=') return *argv + length + 1;
  }
  return NULL;
}

static void send_master(const char *path, int master) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  strncpy(address.sun_path, path, sizeof address.sun_path - 1);
  int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  if (connect(fd, (struct sockaddr *)&address, sizeof address)) exit(1);
  char control[CMSG_SPACE(sizeof master)] = {0};
  struct iovec data = {"/dev/ptmx", 9};
  struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  *header = (struct cmsghdr){.cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(sizeof master)};
  memcpy(CMSG_DATA(header), &master, sizeof master);
  if (sendmsg(fd, &message, 0) < 0) exit(1);
  close(fd);
}

int main(int argc, char **argv) {
  (void)argc;
  char script[4096];
  const char *bundle = value_of(argv, "--bundle"), *console = value_of(argv, "--console-socket");
  snprintf(script, sizeof script, "%s%s", bundle ? bundle : value_of(argv, "--process"), bundle ? "/script" : "");
  if (access(script, R_OK)) {
    FILE *log = fopen(value_of(argv, "--log") + strlen("file:"), "w");
    fputs("and it may say so on stderr too\n", stderr);
    fputs("executable file `nothing` not found in $PATH: No such file or directory\n", log);
    return 1;
  }
  int master = -1, slave = -1;
  if (console && openpty(&master, &slave, NULL, NULL, NULL)) return 1;
  if (console) send_master(console, master);
  pid_t child = fork();
  if (child == 0) {
    setsid();
    if (console) login_tty(slave);
    if (console) close(master);
    execl("/bin/sh", "sh", script, NULL);
    _exit(127);
  }
  FILE *file = fopen(value_of(argv, "--pid-file"), "w");
  fprintf(file, "%d", child);
  fclose(file);
  return 0;
}
