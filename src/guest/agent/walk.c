// A full walk: all processes, then the mounts of each mount namespace and the hostname of each UTS namespace, then all cgroups.
#include "records.h"

#include "kernelfs.h"
#include "protocol.h"
#include <ctype.h>
#include <dirent.h>

enum { LINK_SIZE = 64 };

/** One process for each distinct namespace. */
struct seen {
  char (*names)[LINK_SIZE];
  pid_t *pids;
  size_t count;
  size_t done;
};

struct path {
  struct path *next;
  char text[];
};

static DIR *processes;
static struct seen mounts, hostnames;
static struct path *cgroups;

static void forget(struct seen *seen) {
  free(seen->names);
  free(seen->pids);
  *seen = (struct seen){0};
}

/** Remembers the namespace of a process; without memory for it, it is left out. */
static void see(struct seen *seen, pid_t pid, const char *kind) {
  char name[LINK_SIZE];
  if (!process_namespace(pid, kind, name, sizeof name)) return;
  for (size_t i = 0; i < seen->count; i++)
    if (!strcmp(seen->names[i], name)) return;
  if (seen->count % 64 == 0) {
    void *names = realloc(seen->names, (seen->count + 64) * sizeof *seen->names);
    if (names) seen->names = names;
    void *pids = realloc(seen->pids, (seen->count + 64) * sizeof *seen->pids);
    if (pids) seen->pids = pids;
    if (!names || !pids) return;
  }
  memcpy(seen->names[seen->count], name, sizeof name);
  seen->pids[seen->count++] = pid;
}

static void push_path(const char *parent, const char *name) {
  size_t size = strlen(parent) + strlen(name) + 2;
  struct path *path = malloc(sizeof *path + size);
  if (!path) return;
  snprintf(path->text, size, "%s%s%s", parent, parent[1] ? "/" : "", name);
  path->next = cgroups;
  cgroups = path;
}

/** Sends the next cgroup and remembers those in it. */
static void walk_cgroup(void) {
  struct path *path = cgroups;
  cgroups = path->next;
  int fd = cgroup_read(path->text);
  DIR *dir = fd < 0 ? NULL : fdopendir(fd);
  if (dir) {
    for (struct dirent *entry; (entry = readdir(dir));)
      if (entry->d_type == DT_DIR && strcmp(entry->d_name, ".") && strcmp(entry->d_name, ".."))
        push_path(path->text, entry->d_name);
    closedir(dir);
  } else if (fd >= 0) {
    close(fd);
  }
  free(path);
}

void walk_cancel(void) {
  if (processes) closedir(processes);
  processes = NULL;
  forget(&mounts);
  forget(&hostnames);
  while (cgroups) {
    struct path *path = cgroups;
    cgroups = path->next;
    free(path);
  }
}

static void send_mark(uint8_t type) {
  uint8_t memory[8];
  struct writer mark = {.data = memory, .size = sizeof memory};
  put_u64(&mark, now_ns());
  channel_send_writer(&records, type, 0, &mark);
}

static void begin_walk(void) {
  walk_cancel();
  send_mark(WALK_BEGIN);
  int fd = openat(proc_dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  processes = fd < 0 ? NULL : fdopendir(fd);
  if (!processes && fd >= 0) close(fd);
  if (cgroup_dir >= 0) push_path("/", "");
}

/** Next number in /proc, or 0. */
static pid_t next_pid(void) {
  for (struct dirent *entry; processes && (entry = readdir(processes));)
    if (isdigit((unsigned char)entry->d_name[0])) return (pid_t)strtol(entry->d_name, NULL, 10);
  if (processes) closedir(processes);
  processes = NULL;
  return 0;
}

bool walk_slice(bool begin) {
  if (begin) begin_walk();
  pid_t pid = next_pid();
  if (pid) {
    if (process_read(pid, true)) {
      see(&mounts, pid, "mnt");
      see(&hostnames, pid, "uts");
    }
  } else if (mounts.done < mounts.count) {
    mounts_read(mounts.pids[mounts.done++]);
  } else if (hostnames.done < hostnames.count) {
    hostname_read(hostnames.pids[hostnames.done++]);
  } else if (cgroups) {
    walk_cgroup();
  } else {
    send_mark(WALK_END);
    walk_cancel();
    return true;
  }
  return false;
}
