// Reading /proc/PID as it stands: texts, not meanings.
#include "records.h"

#include "kernelfs.h"
#include "protocol.h"
#include <sched.h>
#include <sys/utsname.h>

enum { PF_KTHREAD = 0x00200000, CMDLINE_SIZE = 4097, LINK_SIZE = 64, MOUNTS_SIZE = 192 * 1024 };

static const char *const links[] = {"ns/mnt",  "ns/uts",    "ns/ipc",  "ns/pid",              "ns/net",
                                    "ns/user", "ns/cgroup", "ns/time", "ns/pid_for_children", "ns/time_for_children"};

#define LINE(name) {name, sizeof name - 1}

/** Lines of status that are kept, in the kernel's order. */
static const struct {
  const char *name;
  size_t length;
} status_lines[] = {LINE("Name:"), LINE("State:"),   LINE("Tgid:"),   LINE("PPid:"),   LINE("TracerPid:"),  LINE("Uid:"),
                    LINE("Gid:"),  LINE("NSpid:"),   LINE("VmRSS:"),  LINE("Threads:"), LINE("CapEff:"),     LINE("NoNewPrivs:"),
                    LINE("Seccomp:")};

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

/** Field 9 of stat. Fields are counted behind the name, which may hold anything but ends at the last ')'. */
static bool is_kernel_thread(const char *stat) {
  const char *at = strrchr(stat, ')');
  for (int field = 2; at && field < 9; field++) {
    at = strchr(at, ' ');
    if (at) at++;
  }
  return at && strtoul(at, NULL, 10) & PF_KTHREAD;
}

static bool begins(const char *line, size_t index) {
  const char *name = status_lines[index].name;
  return line[0] == name[0] && !strncmp(line, name, status_lines[index].length);
}

/** Keeps the lines that matter, in place. Hot: a process has sixty lines, and looks are many. */
static void filter_status(char *status) {
  const size_t count = sizeof status_lines / sizeof *status_lines;
  char *to = status;
  size_t next = 0;
  for (char *line = status; *line && next < count;) {
    char *end = strchr(line, '\n');
    size_t length = end ? (size_t)(end + 1 - line) : strlen(line);
    size_t kept = next;
    while (kept < count && !begins(line, kept)) kept++;
    if (kept < count) {
      memmove(to, line, length);
      to += length;
      next = kept + 1;
    }
    line += length;
  }
  *to = 0;
}

static bool is_process(const char *status, pid_t pid) {
  const char *at = strstr(status, "\nTgid:");
  return at && strtol(at + 6, NULL, 10) == pid;
}

static void put_namespaces(struct writer *record, int dir) {
  for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
    char target[LINK_SIZE];
    ssize_t length = readlinkat(dir, links[i], target, sizeof target);
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
