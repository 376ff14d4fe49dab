// Operations that are over at once: each follows its system call.
#include "batch.h"

#include <signal.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>

/** What a system call returned, or EINVAL where the arguments made no sense. */
#define ANSWER(arguments, call) ((arguments)->bad ? EINVAL : (call) < 0 ? errno : 0)

static const char *get_path(struct reader *arguments) {
  const char *path = get_str(arguments);
  if (path[0] != '/') arguments->bad = true;
  return path;
}

static int make_parents(const char *path) {
  char *copy = strdup(path);
  if (!copy) return ENOMEM;
  int error = 0;
  for (char *at = copy + 1; *at && !error; at++) {
    if (*at != '/') continue;
    *at = 0;
    if (mkdir(copy, 0755) && errno != EEXIST) error = errno;
    *at = '/';
  }
  free(copy);
  return error;
}

static int start_mkdir(struct batch *batch, struct reader *arguments, struct writer *value) {
  (void)batch, (void)value;
  const char *path = get_path(arguments);
  mode_t mode = get_u32(arguments);
  bool parents = get_u8(arguments);
  if (arguments->bad) return EINVAL;
  int error = parents ? make_parents(path) : 0;
  if (error || !mkdir(path, mode)) return error;
  if (errno != EEXIST || !parents) return errno;
  struct stat stat;
  return !fstatat(AT_FDCWD, path, &stat, 0) && S_ISDIR(stat.st_mode) ? 0 : EEXIST;
}

void put_stat(struct writer *value, const struct stat *stat) {
  put_u32(value, stat->st_mode);
  put_u32(value, stat->st_uid);
  put_u32(value, stat->st_gid);
  put_u64(value, (uint64_t)stat->st_size);
  put_u32(value, (uint32_t)stat->st_nlink);
  put_u64(value, stat->st_ino);
  put_f64(value, (double)stat->st_mtim.tv_sec + (double)stat->st_mtim.tv_nsec / 1e9);
  put_u32(value, major(stat->st_rdev));
  put_u32(value, minor(stat->st_rdev));
}

static int start_stat(struct batch *batch, struct reader *arguments, struct writer *value) {
  (void)batch;
  struct stat stat;
  const char *path = get_path(arguments);
  int flags = get_u8(arguments) ? 0 : AT_SYMLINK_NOFOLLOW;
  int error = ANSWER(arguments, fstatat(AT_FDCWD, path, &stat, flags));
  if (!error) put_stat(value, &stat);
  return error;
}

static int start_readlink(struct batch *batch, struct reader *arguments, struct writer *value) {
  (void)batch;
  const char *path = get_path(arguments);
  if (arguments->bad) return EINVAL;
  ssize_t length = readlink(path, (char *)value->data, value->size);
  if (length < 0) return errno;
  value->used = (size_t)length;
  return 0;
}

static int start_rename(struct batch *batch, struct reader *arguments, struct writer *value) {
  (void)batch, (void)value;
  const char *from = get_path(arguments);
  const char *to = get_path(arguments);
  return ANSWER(arguments, rename(from, to));
}

static int start_symlink(struct batch *batch, struct reader *arguments, struct writer *value) {
  (void)batch, (void)value;
  const char *target = get_str(arguments);
  const char *path = get_path(arguments);
  return ANSWER(arguments, symlink(target, path));
}

static int start_link(struct batch *batch, struct reader *arguments, struct writer *value) {
  (void)batch, (void)value;
  const char *target = get_path(arguments);
  const char *path = get_path(arguments);
  return ANSWER(arguments, link(target, path));
}

static int start_mknod(struct batch *batch, struct reader *arguments, struct writer *value) {
  (void)batch, (void)value;
  const char *path = get_path(arguments);
  mode_t mode = get_u32(arguments);
  uint32_t of_major = get_u32(arguments);
  uint32_t of_minor = get_u32(arguments);
  return ANSWER(arguments, mknod(path, mode, makedev(of_major, of_minor)));
}

static int start_chmod(struct batch *batch, struct reader *arguments, struct writer *value) {
  (void)batch, (void)value;
  const char *path = get_path(arguments);
  mode_t mode = get_u32(arguments);
  return ANSWER(arguments, chmod(path, mode));
}

static int start_chown(struct batch *batch, struct reader *arguments, struct writer *value) {
  (void)batch, (void)value;
  const char *path = get_path(arguments);
  uid_t uid = get_u32(arguments);
  gid_t gid = get_u32(arguments);
  return ANSWER(arguments, lchown(path, uid, gid));
}

static int start_utimes(struct batch *batch, struct reader *arguments, struct writer *value) {
  (void)batch, (void)value;
  const char *path = get_path(arguments);
  double at = get_f64(arguments);
  if (!(at > -1e12 && at < 1e12)) return EINVAL;
  time_t seconds = (time_t)at;
  if ((double)seconds > at) seconds--;
  struct timespec times[2] = {
      {.tv_nsec = UTIME_OMIT},
      {.tv_sec = seconds, .tv_nsec = (long)((at - (double)seconds) * 1e9)},
  };
  return ANSWER(arguments, utimensat(AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW));
}

static int start_setxattr(struct batch *batch, struct reader *arguments, struct writer *value) {
  (void)batch, (void)value;
  const char *path = get_path(arguments);
  const char *name = get_str(arguments);
  size_t length = left(arguments);
  const uint8_t *data = get_raw(arguments, length);
  return ANSWER(arguments, lsetxattr(path, name, data, length, 0));
}

static int start_getxattr(struct batch *batch, struct reader *arguments, struct writer *value) {
  (void)batch;
  const char *path = get_path(arguments);
  const char *name = get_str(arguments);
  if (arguments->bad) return EINVAL;
  ssize_t length = lgetxattr(path, name, value->data, value->size);
  if (length < 0) return errno;
  value->used = (size_t)length;
  return 0;
}

static int start_mount(struct batch *batch, struct reader *arguments, struct writer *value) {
  (void)batch, (void)value;
  const char *source = get_str(arguments);
  const char *target = get_path(arguments);
  const char *type = get_str(arguments);
  uint32_t flags = get_u32(arguments);
  const char *data = get_str(arguments);
  return ANSWER(arguments, mount(source, target, type, flags, data));
}

static int start_umount(struct batch *batch, struct reader *arguments, struct writer *value) {
  (void)batch, (void)value;
  const char *target = get_path(arguments);
  int flags = (int)get_u32(arguments);
  return ANSWER(arguments, umount2(target, flags));
}

static int start_kill(struct batch *batch, struct reader *arguments, struct writer *value) {
  (void)batch, (void)value;
  pid_t pid = (pid_t)get_u32(arguments);
  int signal = (int)get_u32(arguments);
  return ANSWER(arguments, kill(pid, signal));
}

static int start_statfs(struct batch *batch, struct reader *arguments, struct writer *value) {
  (void)batch;
  struct statfs of;
  const char *path = get_path(arguments);
  int error = ANSWER(arguments, statfs(path, &of));
  if (error) return error;
  put_f64(value, (double)of.f_blocks * (double)of.f_bsize);
  put_f64(value, (double)of.f_bfree * (double)of.f_bsize);
  put_f64(value, (double)of.f_files);
  put_f64(value, (double)of.f_ffree);
  return 0;
}

static const start starts[] = {
    [OP_MKDIR] = start_mkdir,       [OP_WRITE] = start_write,       [OP_READ] = start_read,
    [OP_LIST] = start_list,         [OP_STAT] = start_stat,         [OP_READLINK] = start_readlink,
    [OP_REMOVE] = start_remove,     [OP_RENAME] = start_rename,     [OP_SYMLINK] = start_symlink,
    [OP_LINK] = start_link,         [OP_MKNOD] = start_mknod,       [OP_CHMOD] = start_chmod,
    [OP_CHOWN] = start_chown,       [OP_UTIMES] = start_utimes,     [OP_SETXATTR] = start_setxattr,
    [OP_GETXATTR] = start_getxattr, [OP_MOUNT] = start_mount,       [OP_UMOUNT] = start_umount,
    [OP_KILL] = start_kill,         [OP_STATFS] = start_statfs,     [OP_RUN] = start_run,
    [OP_DIAL] = start_dial,         [OP_NETWORK] = start_network,
};

start operation_start(uint8_t code) {
  return code < sizeof starts / sizeof *starts ? starts[code] : NULL;
}
