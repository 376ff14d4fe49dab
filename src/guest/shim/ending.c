// From the exit of the process to the end of the shim.
#include "shim/cgroup.h"
#include "shim/file.h"
#include "shim/moment.h"
#include "shim/shim.h"
#include "wire/json.h"
#include <dirent.h>
#include <limits.h>
#include <sys/wait.h>
#include <unistd.h>

// Docker too waits 2 s for output after the exit; the cgroup is asked for again every 10 ms.
enum { DRAIN_MS = 2000, RETRY_MS = 10 };

static bool owns_cgroup(const struct shim *shim) { return shim->options.cgroup && !shim->options.exec; }

void init_ended(struct shim *shim, int status) {
  shim->status = status;
  shim->finished = moment_now();
  shim->deadline = elapsed_ms() + DRAIN_MS;
  shim->stage = ENDED;
  streams_close_in(&shim->streams);
  if (!owns_cgroup(shim)) return;
  shim->oom_killed = cgroup_was_oom_killed(shim->options.cgroup);
  cgroup_kill(shim->options.cgroup);
}

static bool add_moment(struct bytes *to, const char *key, struct timespec moment) {
  char text[MOMENT_SIZE];
  moment_format(moment, text);
  return add_text(to, ",\"") && add_text(to, key) && add_text(to, "\":\"") && add_text(to, text) && add_text(to, "\"");
}

static int exit_code(int status) { return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status); }

static void put_exit(const struct shim *shim) {
  char path[PATH_MAX];
  const struct options *options = &shim->options;
  const char *to = options->exit;
  if (!to) to = path_join(path, options->exec ? options->dir : "/run/fishbowl/exits", options->exec ? "exit" : options->id);
  struct bytes json = {0};
  bool ok = add_text(&json, "{\"exit\":") && add_number(&json, exit_code(shim->status));
  if (WIFSIGNALED(shim->status)) ok = ok && add_text(&json, ",\"signal\":") && add_number(&json, WTERMSIG(shim->status));
  ok = ok && add_text(&json, shim->oom_killed ? ",\"oomKilled\":true" : ",\"oomKilled\":false");
  ok = ok && add_text(&json, ",\"pid\":") && add_number(&json, shim->init);
  ok = ok && add_moment(&json, "startedAt", shim->started) && add_moment(&json, "finishedAt", shim->finished) && add_text(&json, "}\n");
  make_folders_above(to, 0700);
  if (ok) file_put(to, bytes_front(&json), bytes_length(&json));
  bytes_free(&json);
}

// What `crun delete` would remove: the folder of this container in the runtime's state.
static void remove_state(const struct shim *shim) {
  char dir[PATH_MAX], path[PATH_MAX];
  DIR *list = opendir(path_join(dir, shim->options.state, shim->options.id));
  if (!list) return;
  for (struct dirent *entry; (entry = readdir(list));)
    if (*entry->d_name != '.') unlink(path_join(path, dir, entry->d_name));
  closedir(list);
  rmdir(dir);
}

static void end_output(struct shim *shim, struct output *output) {
  if (output->fd >= 0) close(output->fd);
  output->fd = -1;
  log_end(&shim->log, &output->line);
}

void close_doors(struct shim *shim) {
  char path[PATH_MAX];
  clients_accept(shim);
  close(shim->listener);
  shim->listener = -1;
  console_close(shim);
  unlink(path_join(path, shim->options.dir, "attach.sock"));
  unlink(path_join(path, shim->options.dir, "shim.pid"));
}

void ending_step(struct shim *shim) {
  bool late = elapsed_ms() >= shim->deadline;
  bool clean = !owns_cgroup(shim) || cgroup_remove(shim->options.cgroup);
  if (!late && !(clean && streams_ended(&shim->streams))) return;
  end_output(shim, &shim->streams.out);
  end_output(shim, &shim->streams.err);
  close_doors(shim);
  if (!shim->options.exec) remove_state(shim);
  put_exit(shim);
  uint8_t code = (uint8_t)exit_code(shim->status);
  clients_tell(shim, 'Q', &code, 1);
  shim->stage = LEAVING;
}

int ending_timeout(const struct shim *shim) {
  if (owns_cgroup(shim) && streams_ended(&shim->streams)) return RETRY_MS;
  int64_t left = shim->deadline - elapsed_ms();
  return left > 0 ? (int)left : 0;
}
