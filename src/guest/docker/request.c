#include "docker/client.h"
#include "docker/terminal.h"
#include "wire/json.h"
#include <string.h>
#include <unistd.h>

extern char **environ;

static bool add_string(struct bytes *to, const char *text) { return add_json_string(to, text, strlen(text)); }

static bool add_strings(struct bytes *to, char *const list[]) {
  bool ok = add_text(to, "[");
  for (size_t i = 0; ok && list[i]; i++) ok = (i == 0 || add_text(to, ",")) && add_string(to, list[i]);
  return ok && add_text(to, "]");
}

static bool add_truth(struct bytes *to, bool truth) { return add_text(to, truth ? "true" : "false"); }

static bool add_terminals(struct bytes *to) {
  return add_text(to, "[") && add_truth(to, isatty(STDIN_FILENO)) && add_text(to, ",") && add_truth(to, isatty(STDOUT_FILENO)) &&
         add_text(to, ",") && add_truth(to, isatty(STDERR_FILENO)) && add_text(to, "]");
}

bool add_request(struct bytes *to, char *const argv[]) {
  char cwd[PATH_MAX];
  struct size size = terminal_size();
  return add_text(to, "{\"argv\":") && add_strings(to, argv) && add_text(to, ",\"cwd\":") &&
         add_string(to, getcwd(cwd, sizeof cwd) ? cwd : "/") && add_text(to, ",\"env\":") && add_strings(to, environ) &&
         add_text(to, ",\"tty\":") && add_terminals(to) && add_text(to, ",\"rows\":") && add_number(to, size.rows) &&
         add_text(to, ",\"cols\":") && add_number(to, size.cols) && add_text(to, ",\"pid\":") && add_number(to, getpid()) &&
         add_text(to, ",\"uid\":") && add_number(to, (long)getuid()) && add_text(to, "}");
}
