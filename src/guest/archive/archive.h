// Packs, unpacks and compares directory trees for the engine: what its parts share.
#pragma once
#include "archive/sha256.h"
#include "wire/bytes.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>

enum { BLOCK = 512, BUFFER = 64 * 1024, XATTRS = 8 };

// fail.c: one sentence on stderr in docker's form ("open /x: no such file or directory"), exit code 1
_Noreturn void fail(const char *format, ...) __attribute__((format(printf, 1, 2)));
_Noreturn void fail_errno(const char *call, const char *path);
void *allocate(size_t size);
char *copy_text(const char *text);
char *join(const char *directory, const char *name);
// Go's filepath.Clean for a path below some root: no leading slash, no `..`; "" for the root itself.
char *clean(const char *path);

// filter.c: a busybox applet that packs or unpacks beside us
struct filter {
  int fd; // our end
  pid_t pid;
};
struct filter filter_read(int from, const char *applet);
struct filter filter_write(const char *path, const char *applet);
// Waits for its end; fails with `complaint` where it was not a good one.
void filter_wait(struct filter *filter, const char *complaint);

// split.c: tar-split's record of a layer (layerdb/…/tar-split.json.gz): what is in its tar beside its files
struct split;
struct split *split_open(const char *path);
void split_raw(struct split *split, const void *data, size_t length);
void split_file(struct split *split, const char *name, uint64_t size);
void split_close(struct split *split);

struct xattr {
  char *name;
  uint8_t *value;
  size_t length;
};

// One member of a tar archive, without its data.
struct entry {
  char *name, *target;
  char type; // the type flag
  uint32_t mode;
  uint32_t uid, gid;
  uint64_t size;
  int64_t mtime; // seconds
  unsigned device_major, device_minor;
  char uname[33], gname[33];
  struct xattr xattrs[XATTRS];
  size_t xattr_count;
};

void entry_free(struct entry *entry);
bool is_whiteout_device(const struct stat *stat);

// input.c: an archive that is read, and who listens
struct input {
  int fd;
  struct filter filter;
  uint8_t *buffer;
  size_t at, end;
  uint64_t total;
  struct sha256 *digest; // of all that was read; NULL for none
  struct split *split;
};

void input_open(struct input *input, int fd, bool decompress);
// False at the end of the file; fails when it comes too early.
bool input_block(struct input *input, uint8_t block[BLOCK]);
size_t input_some(struct input *input, uint8_t **data, uint64_t most);
void input_skip(struct input *input, uint64_t length, bool raw);
// Looks at the beginning without taking it.
bool input_is_archive(struct input *input);
void input_drain(struct input *input);

// tar-read.c
bool is_tar_header(const uint8_t *block);
bool tar_next(struct input *input, struct entry *entry);

// output.c: an archive that is written
struct output {
  int fd; // -1: only looked at
  char *path, *draft; // a file gets its name when it is whole
  struct bytes pending;
  struct sha256 *digest;
  struct split *split;
};

void output_raw(struct output *output, const void *data, size_t length);
void output_data(struct output *output, const void *data, size_t length);
void output_flush(struct output *output);
void output_open(struct output *output, const char *path);
void output_close(struct output *output);

// tar-write.c
void tar_header(struct output *output, const struct entry *entry);
void tar_padding(struct output *output, uint64_t size);
void tar_end(struct output *output);

// The verbs: each takes its own arguments, and returns when all went well.
void unpack(char **argv);
void pack(char **argv);
void changes(char **argv);
void bundle(char **argv);
// assemble.c: writes the tar again whose files are in `directory`
void assemble(struct output *output, const char *record, const char *directory);
uint64_t assembled_size(const char *record);

// probe.c: whether what comes is an archive
void probe(char **argv);

// sum.c: begins the sum of a member, which its data is added to
void sum_header(struct sha256 *sum, const struct entry *entry);

// facts.c: what the engine wants to know, as JSON lines on stderr
void tell_digest(struct sha256 *digest, uint64_t size);
void tell_bytes(uint64_t count);
void tell_sum(const char *name, struct sha256 *sum);
void tell_change(char kind, const char *path);
void tell_archive(bool is_archive);
