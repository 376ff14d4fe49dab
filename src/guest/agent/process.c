// Reading /proc/PID as it stands: texts, not meanings.
#include "records.h"

#include "kernelfs.h"
#include "protocol.h"
#include <sched.h>
#include <sys/utsname.h>

enum { PF_KTHREAD = 0x00200000, CMDLINE_SIZE = 4097, LINK_SIZE = 64, MOUNTS_SIZE = 192 * 1024 };

static const char *const links[] = {"mnt",  "uts",    "ipc",  "pid",              "net",
                                    "user", "cgroup", "time", "pid_for_children", "time_for_children"};
static const char *const status_lines[] = {"Name:", "State:", "Tgid:", "PPid:",    "TracerPid:", "Uid:",
                                           "Gid:",  "NSpid:", "VmRSS:", "Threads:", "CapEff:",    "NoNewPrivs:",
                                           "Seccomp:"};

static int open_process(pid_t pid) {
  char name[16];
  snprintf(name, sizeof name, "%d", pid);
  return pid > 0 ? openat(proc_dir, name, O_PATH | O_DIRECTORY | O_CLOEXEC) : -1;
}

static void send_absent(pid_t pid, uint64_t at) {
  uint8_t memory[12];
  struct writer absent = {.data = memory, .size = sizeof memory};
  put_u64(&absent, at);
  put_u32(&absent, (uint32_t)pid);
  channel_send_writer(&records, ABSENT, 0, &absent);
}

/** Field 9 of stat, after the name, which may hold anything but ends at the last ')'. */
static bool is_kernel_thread(const char *stat) {
  const char *at = strrchr(stat, ')');
  unsigned flags = 0;
  return at && sscanf(at, ") %*c %*d %*d %*d %*d %*d %u", &flags) == 1 && flags & PF_KTHREAD;
}

static bool is_kept(const char *line) {
  for (size_t i = 0; i < sizeof status_lines / sizeof *status_lines; i++)
    if (!strncmp(line, status_lines[i], strlen(status_lines[i]))) return true;
  return false;
}

/** Keeps the lines that matter, in place. */
static void filter_status(char *status) {
  char *to = status;
  for (char *line = status, *next; *line; line = next) {
    size_t length = strcspn(line, "\n");
    length += line[length] == '\n';
    next = line + length;
    if (!is_kept(line)) continue;
    memmove(to, line, length);
    to += length;
  }
  *to = 0;
}

static bool is_process(const char *status, pid_t pid) {
  const char *at = strstr(status, "\nTgid:");
  return at && strtol(at + 6, NULL, 10) == pid;
}

static void put_namespaces(struct writer *record, int dir) {
  for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
    char path[32], target[LINK_SIZE];
    snprintf(path, sizeof path, "ns/%s", links[i]);
    ssize_t length = readlinkat(dir, path, target, sizeof target);
    put_text(record, target, length > 0 ? (size_t)length : 0);
  }
}

/** Reads one of the files that the kernel gives in one piece: no second read is needed to see its end. */
static ssize_t read_once(int dir, const char *name, char *into, size_t size) {
  int fd = openat(dir, name, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return -errno;
  ssize_t got = read(fd, into, size - 1);
  close(fd);
  into[got > 0 ? got : 0] = 0;
  return got;
}

/** Returns false when the process went away, or is none. */
static bool put_process(struct writer *record, int dir, pid_t pid, bool *kernel) {
  static char text[8192];
  ssize_t length = read_once(dir, "stat", text, sizeof text);
  if (length <= 0) return false;
  *kernel = is_kernel_thread(text);
  put_text(record, text, (size_t)length);
  if (*kernel || read_once(dir, "status", text, sizeof text) <= 0 || !is_process(text, pid)) return false;
  filter_status(text);
  put_str(record, text);
  length = read_once(dir, "cmdline", text, CMDLINE_SIZE);
  put_text(record, text, length > 0 ? (size_t)length : 0);
  length = read_once(dir, "cgroup", text, sizeof text);
  put_text(record, text, length > 0 ? (size_t)length : 0);
  put_namespaces(record, dir);
  return true;
}

bool process_read(pid_t pid, bool listed) {
  uint64_t at = now_ns();
  bool kernel = false;
  int dir = open_process(pid);
  struct writer record = scratch_writer();
  put_u64(&record, at);
  put_u32(&record, (uint32_t)pid);
  bool there = dir >= 0 && put_process(&record, dir, pid, &kernel);
  if (there) channel_send_writer(&records, PROCESS, 0, &record);
  else if (!listed) send_absent(pid, at);
  if (dir >= 0) close(dir);
  return there;
}

bool process_namespace(pid_t pid, const char *kind, char *into, size_t size) {
  char path[48];
  snprintf(path, sizeof path, "%d/ns/%s", pid, kind);
  ssize_t length = readlinkat(proc_dir, path, into, size - 1);
  into[length > 0 ? length : 0] = 0;
  return length > 0;
}

static struct writer begin_record(pid_t pid, const char *namespace) {
  struct writer record = scratch_writer();
  put_u64(&record, now_ns());
  put_u32(&record, (uint32_t)pid);
  put_str(&record, namespace);
  return record;
}

void mounts_read(pid_t pid) {
  char path[32], namespace[LINK_SIZE];
  if (!process_namespace(pid, "mnt", namespace, sizeof namespace)) return;
  struct writer record = begin_record(pid, namespace);
  snprintf(path, sizeof path, "%d/mountinfo", pid);
  char *text = (char *)record.data + record.used + 4;
  ssize_t length = read_at(proc_dir, path, text, MOUNTS_SIZE);
  if (length < 0) return;
  if (length == MOUNTS_SIZE - 1) { // cut: whole lines only
    char *end = memrchr(text, '\n', (size_t)length);
    length = end ? end + 1 - text : 0;
  }
  put_u32(&record, (uint32_t)length);
  record.used += (size_t)length;
  put_u8(&record, 0);
  channel_send_writer(&records, MOUNTS, 0, &record);
}

void hostname_read(pid_t pid) {
  char path[32], namespace[LINK_SIZE];
  struct utsname name;
  if (!process_namespace(pid, "uts", namespace, sizeof namespace)) return;
  snprintf(path, sizeof path, "%d/ns/uts", pid);
  int there = openat(proc_dir, path, O_RDONLY | O_CLOEXEC);
  int home = openat(proc_dir, "self/ns/uts", O_RDONLY | O_CLOEXEC);
  bool same = there >= 0 && home >= 0 && !setns(there, CLONE_NEWUTS);
  if (same && !uname(&name)) {
    struct writer record = begin_record(pid, namespace);
    put_str(&record, name.nodename);
    channel_send_writer(&records, HOSTNAME, 0, &record);
  }
  if (same) setns(home, CLONE_NEWUTS);
  if (there >= 0) close(there);
  if (home >= 0) close(home);
}
