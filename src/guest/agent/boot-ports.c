// Finds the virtio console's ports by name: their numbers vary with the other devices.
#include "boot.h"

#include <dirent.h>
#include <time.h>

#define PORTS "/sys/class/virtio-ports"

enum { TRIES = 500, TRY_MS = 10 };

static const char *const names[3] = {"fishbowl.rpc", "fishbowl.records", "fishbowl.terms"};

static int open_port(const char *wanted) {
  int fd = -1;
  DIR *dir = opendir(PORTS);
  for (struct dirent *entry; dir && fd < 0 && (entry = readdir(dir));) {
    char path[320], name[64];
    snprintf(path, sizeof path, PORTS "/%s/name", entry->d_name);
    if (entry->d_name[0] == '.' || read_at(AT_FDCWD, path, name, sizeof name) <= 0) continue;
    name[strcspn(name, "\n")] = 0;
    snprintf(path, sizeof path, "/dev/%s", entry->d_name);
    if (!strcmp(name, wanted)) fd = open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK);
  }
  if (dir) closedir(dir);
  return fd;
}

void boot_ports(int fds[3]) {
  for (int i = 0; i < 3; i++) {
    fds[i] = -1;
    for (int tries = 0; fds[i] < 0 && tries < TRIES; tries++) {
      fds[i] = open_port(names[i]);
      struct timespec pause = {.tv_nsec = TRY_MS * 1000000};
      if (fds[i] < 0) nanosleep(&pause, NULL); // the host announces its ports one by one
    }
    if (fds[i] < 0) note("no port named %s", names[i]);
  }
}
