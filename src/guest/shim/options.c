#include "shim/options.h"
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum {
  DIR_MAX = 90,                // so that a socket's path fits into sun_path
  LOG_SIZE = 16 * 1024 * 1024, // the guest's disk is its memory: `yes` without a reader would fill it within seconds
};

struct option {
  const char *name;
  size_t at;
  enum { FLAG, TEXT, NUMBER } kind;
};

static const struct option known[] = {
    {"--id", offsetof(struct options, id), TEXT},
    {"--bundle", offsetof(struct options, bundle), TEXT},
    {"--process", offsetof(struct options, process), TEXT},
    {"--dir", offsetof(struct options, dir), TEXT},
    {"--log", offsetof(struct options, log), TEXT},
    {"--log-size", offsetof(struct options, log_size), NUMBER},
    {"--log-files", offsetof(struct options, log_files), NUMBER},
    {"--cgroup", offsetof(struct options, cgroup), TEXT},
    {"--exit", offsetof(struct options, exit), TEXT},
    {"--runtime", offsetof(struct options, runtime), TEXT},
    {"--state", offsetof(struct options, state), TEXT},
    {"--tty", offsetof(struct options, tty), FLAG},
    {"--stdin", offsetof(struct options, in), FLAG},
    {"--stdin-once", offsetof(struct options, in_once), FLAG},
    {"--wait-attach", offsetof(struct options, wait), FLAG},
};

static const struct option *find(const char *name) {
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (!strcmp(known[i].name, name)) return &known[i];
  return NULL;
}

// Sets one option; returns how many arguments it took, 0 when the value is missing or no number.
static int set(struct options *options, const struct option *option, const char *value) {
  char *field = (char *)options + option->at;
  if (option->kind == FLAG) {
    *(bool *)field = true;
    return 1;
  }
  if (!value) return 0;
  if (option->kind == TEXT) {
    *(const char **)field = value;
    return 2;
  }
  char *end;
  *(long *)field = strtol(value, &end, 10);
  return *end || !*value || *(long *)field < 0 ? 0 : 2;
}

// Ids become parts of paths that are removed.
static bool is_id(const char *id) { return id && *id && *id != '.' && !strchr(id, '/'); }

static const char *complete(struct options *options) {
  if (!is_id(options->id)) return "--id is missing or malformed";
  if (!options->dir || *options->dir != '/') return "--dir must be an absolute path";
  if (strlen(options->dir) > DIR_MAX) return "--dir is too long for a socket's path";
  if (options->exec ? !options->process : !options->bundle) return options->exec ? "--process is missing" : "--bundle is missing";
  if (!options->log_size) options->log_size = LOG_SIZE;
  if (!options->log_files) options->log_files = 1;
  if (!options->runtime) options->runtime = "/usr/bin/crun";
  if (!options->state) options->state = "/run/crun";
  options->in = options->in || options->in_once || options->tty;
  return NULL;
}

const char *options_parse(struct options *options, char *argv[]) {
  *options = (struct options){0};
  if (!argv[0] || !argv[1] || (strcmp(argv[1], "run") && strcmp(argv[1], "exec"))) return "usage: shim run|exec --id ID --dir DIR ...";
  options->exec = !strcmp(argv[1], "exec");
  for (char **next = argv + 2; *next;) {
    const struct option *option = find(*next);
    if (!option) return "unknown option";
    int taken = set(options, option, next[1]);
    if (!taken) return "an option's value is missing or malformed";
    next += taken;
  }
  return complete(options);
}
