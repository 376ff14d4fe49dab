// From the initramfs to a tmpfs: pivot_root, which the OCI runtime needs, does not work on an initramfs.
#include "boot.h"

#include <dirent.h>
#include <sys/mount.h>
#include <sys/sendfile.h>
#include <sys/stat.h>

enum { HARD_LINKS = 1024, PATH_SIZE = 4096 };

#define NEW_ROOT "/newroot"
#define AGENT "/sbin/fishbowl-agent"

/** Where a file with several names was put. */
static struct {
  ino_t inode;
  char *path;
} moved[HARD_LINKS];
static size_t moved_count;

static bool link_again(const struct stat *stat, const char *to) {
  for (size_t i = 0; i < moved_count; i++)
    if (moved[i].inode == stat->st_ino) return !link(moved[i].path, to);
  if (moved_count < HARD_LINKS) {
    moved[moved_count].path = strdup(to);
    moved[moved_count++].inode = stat->st_ino;
  }
  return false;
}

static int copy_file(const char *from, const char *to, mode_t mode) {
  int in = open(from, O_RDONLY | O_CLOEXEC);
  int out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  ssize_t sent = -1;
  if (in >= 0 && out >= 0)
    while ((sent = sendfile(out, in, NULL, 1 << 20)) > 0) continue;
  close(in);
  close(out);
  return sent ? -1 : 0;
}

static int copy_entry(const char *from, const char *to, const struct stat *stat) {
  char target[PATH_SIZE];
  if (S_ISREG(stat->st_mode)) {
    if (stat->st_nlink > 1 && link_again(stat, to)) return 0;
    return copy_file(from, to, stat->st_mode & 07777);
  }
  if (S_ISLNK(stat->st_mode)) {
    ssize_t length = readlink(from, target, sizeof target - 1);
    if (length < 0) return -1;
    target[length] = 0;
    return symlink(target, to);
  }
  return mknod(to, stat->st_mode, stat->st_rdev);
}

static void keep_attributes(const char *path, const struct stat *stat) {
  struct timespec times[2] = {stat->st_atim, stat->st_mtim};
  if (lchown(path, stat->st_uid, stat->st_gid)) note("%s: %s", path, strerror(errno));
  if (!S_ISLNK(stat->st_mode)) chmod(path, stat->st_mode & 07777);
  utimensat(AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW);
}

static void move_tree(const char *from, const char *to, dev_t device) {
  DIR *dir = opendir(*from ? from : "/");
  if (!dir) return;
  for (struct dirent *entry; (entry = readdir(dir));) {
    char source[PATH_SIZE], goal[PATH_SIZE];
    struct stat stat;
    if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
    snprintf(source, sizeof source, "%s/%s", from, entry->d_name);
    snprintf(goal, sizeof goal, "%s/%s", to, entry->d_name);
    if (lstat(source, &stat) || stat.st_dev != device || !strcmp(source, NEW_ROOT)) continue;
    bool is_dir = S_ISDIR(stat.st_mode);
    if (is_dir ? mkdir(goal, 0700) : copy_entry(source, goal, &stat)) note("%s: %s", source, strerror(errno));
    if (is_dir) move_tree(source, goal, device);
    keep_attributes(goal, &stat);
    if (is_dir) rmdir(source);
    else unlink(source); // its memory is free from here on
  }
  closedir(dir);
}

void boot_move_root(void) {
  struct stat root;
  umask(0);
  mkdir(NEW_ROOT, 0700);
  if (stat("/", &root) || mount("tmpfs", NEW_ROOT, "tmpfs", 0, "size=80%,nr_inodes=200k,mode=755")) {
    note("cannot mount the root: %s", strerror(errno));
    return;
  }
  move_tree("", NEW_ROOT, root.st_dev);
  if (chdir(NEW_ROOT) || mount(".", "/", NULL, MS_MOVE, NULL) || chroot(".") || chdir("/")) {
    note("cannot switch to the root: %s", strerror(errno));
    return;
  }
  // Executed anew, from its new file: the old one's memory goes with the initramfs.
  setenv("FISHBOWL_BOOTED", "1", 1);
  execl(AGENT, AGENT, (char *)NULL);
  note("cannot execute %s: %s", AGENT, strerror(errno));
}
