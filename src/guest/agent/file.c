// Operations on the contents of files and directories: read, write, list.
#include "batch.h"

#include <dirent.h>
#include <sys/stat.h>

enum { CHUNK_SIZE = 32 * 1024, ENTRY_MAX = 8 * 1024, WRITE_APPEND = 1, WRITE_EXCLUSIVE = 2 };

void put_stat(struct writer *value, const struct stat *stat);

struct reading {
  int fd;
  bool seekable;
  uint64_t offset;
  uint64_t length;
};

static void cancel_read(struct batch *batch) {
  struct reading *reading = batch->state;
  close(reading->fd);
  free(reading);
}

static enum progress finish_read(struct batch *batch, int error) {
  cancel_read(batch);
  batch_result(batch, error, NULL);
  return OVER;
}

static enum progress step_read(struct batch *batch) {
  struct reading *reading = batch->state;
  uint8_t *chunk = scratch;
  chunk[0] = 0;
  size_t want = reading->length < CHUNK_SIZE ? (size_t)reading->length : CHUNK_SIZE;
  if (!want) return finish_read(batch, 0);
  ssize_t got = reading->seekable ? pread(reading->fd, chunk + 1, want, (off_t)reading->offset)
                                  : read(reading->fd, chunk + 1, want);
  if (got <= 0) return finish_read(batch, got ? errno : 0);
  channel_send(&rpc, CHUNK, batch->id, chunk, (size_t)got + 1);
  reading->offset += (uint64_t)got;
  reading->length -= (uint64_t)got;
  return GOES_ON;
}

static const struct work read_work = {.step = step_read, .cancel = cancel_read};

int start_read(struct batch *batch, struct reader *arguments, struct writer *value) {
  (void)value;
  const char *path = get_str(arguments);
  uint64_t offset = get_u64(arguments);
  uint64_t length = get_u64(arguments);
  if (arguments->bad || path[0] != '/') return EINVAL;
  // Non-blocking: opening a FIFO or a terminal must not stop the agent.
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0) return errno;
  struct reading *reading = malloc(sizeof *reading);
  if (!reading) {
    close(fd);
    return ENOMEM;
  }
  bool seekable = lseek(fd, 0, SEEK_CUR) >= 0;
  *reading = (struct reading){.fd = fd, .seekable = seekable, .offset = offset, .length = length};
  batch->state = reading;
  batch->work = &read_work;
  return -1;
}

struct writing {
  int fd;
  uint32_t left;
};

static void cancel_write(struct batch *batch) {
  struct writing *writing = batch->state;
  close(writing->fd);
  free(writing);
}

static int write_all(int fd, const uint8_t *data, size_t length) {
  while (length) {
    ssize_t done = write(fd, data, length);
    if (done < 0) return errno;
    data += done;
    length -= (size_t)done;
  }
  return 0;
}

static bool take_write(struct batch *batch, const uint8_t *data, size_t length) {
  struct writing *writing = batch->state;
  int error = length > writing->left ? EINVAL : write_all(writing->fd, data, length);
  writing->left -= (uint32_t)length;
  if (!error && writing->left) return true;
  cancel_write(batch);
  batch_result(batch, error, NULL);
  return true;
}

static enum progress step_write(struct batch *batch) {
  (void)batch;
  return WAITS;
}

static const struct work write_work = {.step = step_write, .take = take_write, .cancel = cancel_write};

int start_write(struct batch *batch, struct reader *arguments, struct writer *value) {
  (void)value;
  const char *path = get_str(arguments);
  mode_t mode = get_u32(arguments);
  uint8_t flags = get_u8(arguments);
  uint32_t total = get_u32(arguments);
  size_t first = left(arguments);
  const uint8_t *data = get_raw(arguments, first);
  if (arguments->bad || path[0] != '/' || first > total) return EINVAL;
  int how = O_WRONLY | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
  how |= flags & WRITE_APPEND ? O_APPEND : O_TRUNC;
  if (flags & WRITE_EXCLUSIVE) how |= O_EXCL;
  int fd = open(path, how, mode);
  if (fd < 0) return errno;
  // An empty write matters to files of the kernel's own, but has no effect there either.
  int error = write_all(fd, data, first);
  struct writing *writing = error || first == total ? NULL : malloc(sizeof *writing);
  if (!writing) {
    close(fd);
    return error ? error : first == total ? 0 : ENOMEM;
  }
  *writing = (struct writing){.fd = fd, .left = total - (uint32_t)first};
  batch->state = writing;
  batch->work = &write_work;
  return -1;
}

static void cancel_list(struct batch *batch) { closedir(batch->state); }

static void put_entry(struct writer *chunk, int dir, const char *name) {
  static char target[4096];
  struct stat stat;
  if (fstatat(dir, name, &stat, AT_SYMLINK_NOFOLLOW)) return; // gone since it was listed
  ssize_t length = S_ISLNK(stat.st_mode) ? readlinkat(dir, name, target, sizeof target) : 0;
  put_str(chunk, name);
  put_stat(chunk, &stat);
  put_text(chunk, target, length > 0 ? (size_t)length : 0);
}

static enum progress step_list(struct batch *batch) {
  DIR *dir = batch->state;
  struct writer chunk = scratch_writer();
  put_u8(&chunk, 0);
  struct dirent *entry = NULL;
  errno = 0;
  while (chunk.used < CHUNK_SIZE - ENTRY_MAX && (entry = readdir(dir))) {
    if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..")) put_entry(&chunk, dirfd(dir), entry->d_name);
    errno = 0;
  }
  int error = errno;
  if (chunk.used > 1) channel_send_writer(&rpc, CHUNK, batch->id, &chunk);
  if (entry) return GOES_ON;
  cancel_list(batch);
  batch_result(batch, error, NULL);
  return OVER;
}

static const struct work list_work = {.step = step_list, .cancel = cancel_list};

int start_list(struct batch *batch, struct reader *arguments, struct writer *value) {
  (void)value;
  const char *path = get_str(arguments);
  if (arguments->bad || path[0] != '/') return EINVAL;
  DIR *dir = opendir(path);
  if (!dir) return errno;
  batch->state = dir;
  batch->work = &list_work;
  return -1;
}
