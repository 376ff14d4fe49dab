#include "boot.h"

#include "children.h"

#include <linux/sockios.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>

enum { FILES = 4096 };

static const struct {
  const char *source, *target, *type;
  unsigned long flags;
  const char *options;
} mounts[] = {
    {"proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL},
    {"sysfs", "/sys", "sysfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL},
    {"devtmpfs", "/dev", "devtmpfs", MS_NOSUID, "mode=755"},
    {"devpts", "/dev/pts", "devpts", MS_NOSUID | MS_NOEXEC, "gid=5,mode=620,ptmxmode=666"},
    {"tmpfs", "/dev/shm", "tmpfs", MS_NOSUID | MS_NODEV, "mode=1777"},
    {"mqueue", "/dev/mqueue", "mqueue", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL},
    {"tmpfs", "/run", "tmpfs", MS_NOSUID | MS_NODEV, "mode=755"},
    {"tmpfs", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, "mode=1777"},
    {"cgroup2", "/sys/fs/cgroup", "cgroup2", MS_NOSUID | MS_NODEV | MS_NOEXEC, "nsdelegate"},
    {"tracefs", "/sys/kernel/tracing", "tracefs", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL},
};

/** Set as a Docker host has them. */
static const struct {
  const char *path, *value;
} settings[] = {
    {"/proc/sys/net/ipv4/ip_forward", "1"},
    {"/proc/sys/kernel/sysrq", "1"},
    {"/proc/sys/kernel/printk", "4 4 1 4"},
};

/** Those of them that the kernel has are handed on to the cgroups below the root. */
static const char *const controllers[] = {"+cpu", "+memory", "+pids", "+io"};

static void mount_all(void) {
  for (size_t i = 0; i < sizeof mounts / sizeof *mounts; i++) {
    mkdir(mounts[i].target, 0755);
    if (mount(mounts[i].source, mounts[i].target, mounts[i].type, mounts[i].flags, mounts[i].options))
      note("cannot mount %s: %s", mounts[i].target, strerror(errno));
  }
  mount(NULL, "/", NULL, MS_SHARED | MS_REC, NULL);
}

static void delegate_controllers(void) {
  for (size_t i = 0; i < sizeof controllers / sizeof *controllers; i++) {
    int error = write_at(AT_FDCWD, "/sys/fs/cgroup/cgroup.subtree_control", controllers[i]);
    if (error && error != -EINVAL) note("cannot delegate %s: %s", controllers[i], strerror(-error));
  }
}

static void open_console(void) {
  int fd = open("/dev/console", O_RDWR | O_NOCTTY);
  if (fd < 0) return;
  for (int i = 0; i < 3; i++) dup2(fd, i);
  if (fd > 2) close(fd);
}

static void set_hostname(void) {
  char name[65];
  if (read_at(AT_FDCWD, "/etc/hostname", name, sizeof name) <= 0) strcpy(name, "fishbowl");
  size_t length = strcspn(name, " \n");
  if (sethostname(name, length)) note("cannot set the hostname: %s", strerror(errno));
}

static void bring_up_loopback(void) {
  struct ifreq request = {.ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING};
  int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0 || ioctl(fd, SIOCSIFFLAGS, &request)) note("cannot bring up lo: %s", strerror(errno));
  if (fd >= 0) close(fd);
}

void boot_system(void) {
  umask(0);
  unlink("/init");
  mount_all();
  open_console();
  symlink("/proc/self/fd", "/dev/fd");
  symlink("/proc/self/fd/0", "/dev/stdin");
  symlink("/proc/self/fd/1", "/dev/stdout");
  symlink("/proc/self/fd/2", "/dev/stderr");
  set_hostname();
  bring_up_loopback();
  delegate_controllers();
  for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
    int error = write_at(AT_FDCWD, settings[i].path, settings[i].value);
    if (error) note("cannot write %s to %s: %s", settings[i].value, settings[i].path, strerror(-error));
  }
}

void boot_protect(void) {
  struct sched_param priority = {.sched_priority = AGENT_PRIORITY};
  struct rlimit files = {.rlim_cur = FILES, .rlim_max = 524288};
  setrlimit(RLIMIT_NOFILE, &files);
  write_at(AT_FDCWD, "/proc/self/oom_score_adj", "-1000");
  children_step_below = !sched_setscheduler(0, SCHED_RR, &priority);
  if (!children_step_below) note("no real-time priority: %s", strerror(errno));
  if (mlockall(MCL_CURRENT | MCL_FUTURE)) note("not locked in memory: %s", strerror(errno));
}
