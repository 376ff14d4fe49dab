#include "net/requests.h"
#include "net/links.h"
#include "net/names.h"
#include "net/proxies.h"
#include "net/sandbox.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WORDS_MAX = 16 };

struct line {
  char *words[WORDS_MAX + 1];
  int count;
  char *reason; // for what is told in words rather than by errno
};

/** 0, -errno, or 1 with the reason written. */
typedef int (*command)(struct line *line);

static int do_bridge(struct line *line) {
  struct bridge_wish wish = {.name = line->words[1], .mtu = (uint32_t)strtoul(line->words[3], NULL, 10)};
  if (strcmp(line->words[2], "-") && !address_parse(&wish.address, line->words[2])) return -EINVAL;
  return mac_parse(wish.mac, line->words[4]) ? bridge_make(&wish) : -EINVAL;
}

static int do_delete(struct line *line) {
  int error = link_delete(line->words[1]);
  return error == -ENODEV ? 0 : error;
}

static int do_sandbox(struct line *line) { return sandbox_make(line->words[1]); }

/** Brings the inner end up in its own namespace. */
static int raise_inside(const struct sandbox *sandbox, const char *name, const struct address *address) {
  int error = sandbox_enter(sandbox);
  if (error) return error;
  error = link_up(name, address);
  sandbox_leave();
  return error;
}

static int do_veth(struct line *line) {
  struct sandbox *sandbox = sandbox_find(line->words[1]);
  struct address address;
  struct veth_wish wish = {.outside = line->words[2],
                           .inside = line->words[3],
                           .bridge = line->words[4],
                           .mtu = (uint32_t)strtoul(line->words[7], NULL, 10),
                           .isolated = !strcmp(line->words[8], "isolated")};
  if (!sandbox) return -ENOENT;
  if (!address_parse(&address, line->words[5]) || !mac_parse(wish.mac, line->words[6])) return -EINVAL;
  wish.netns = sandbox_open(sandbox);
  if (wish.netns < 0) return wish.netns;
  int error = veth_make(&wish);
  close(wish.netns);
  return error ? error : raise_inside(sandbox, wish.inside, &address);
}

static int do_gateway(struct line *line) {
  struct sandbox *sandbox = sandbox_find(line->words[1]);
  struct address gateway;
  bool none = !strcmp(line->words[2], "-");
  if (!sandbox) return -ENOENT;
  if (!none && !address_parse(&gateway, line->words[2])) return -EINVAL;
  int error = sandbox_enter(sandbox);
  if (error) return error;
  error = none ? gateway_remove() : gateway_set(gateway.ip);
  sandbox_leave();
  return error;
}

/** The words from `first` on as one text; they stand behind each other in the line. */
static const char *rest(struct line *line, int first) {
  if (line->count <= first) return "";
  for (int i = first; i + 1 < line->count; i++) line->words[i][strlen(line->words[i])] = ' ';
  return line->words[first];
}

static int do_resolve(struct line *line) {
  struct sandbox *sandbox = sandbox_find(line->words[1]);
  if (!sandbox) return -ENOENT;
  int error = sandbox_enter(sandbox);
  if (error) return error;
  error = resolver_open(&sandbox->resolver);
  sandbox_leave();
  return error;
}

/** Networks and links come as one word each, their parts separated by commas. */
static int do_search(struct line *line) {
  struct sandbox *sandbox = sandbox_find(line->words[1]);
  if (!sandbox) return -ENOENT;
  for (int i = 2; i <= 3; i++)
    for (char *at = line->words[i]; *at; at++)
      if (*at == ',') *at = ' ';
  return resolver_set(&sandbox->resolver, line->words[2], line->words[3]) ? 0 : -ENOMEM;
}

static int do_names(struct line *line) {
  struct address address;
  if (!address_parse(&address, line->words[2])) return -EINVAL;
  return names_set(line->words[1], address.ip, rest(line, 3)) ? 0 : -ENOMEM;
}

static int do_forget(struct line *line) {
  struct address address;
  if (!address_parse(&address, line->words[2])) return -EINVAL;
  names_forget(line->words[1], address.ip);
  return 0;
}

static int do_publish(struct line *line) {
  struct sandbox *sandbox = sandbox_find(line->words[1]);
  if (!sandbox) return -ENOENT;
  char **words = line->words;
  char *options[] = {"-proto",        words[2], "-host-ip",        words[3], "-host-port", words[4],
                     "-container-ip", words[5], "-container-port", words[6], NULL};
  return proxy_start(sandbox, options, line->reason) ? 0 : 1;
}

static int do_unpublish(struct line *line) {
  struct sandbox *sandbox = sandbox_find(line->words[1]);
  if (sandbox) proxies_end(sandbox);
  return 0;
}

static int do_drop(struct line *line) {
  sandbox_drop(line->words[1]);
  return 0;
}

static const struct {
  const char *name;
  int words; // at least, with its name
  command run;
} commands[] = {
    {"bridge", 5, do_bridge},   // NAME ADDRESS/PREFIX|- MTU MAC
    {"delete", 2, do_delete},   // LINK
    {"sandbox", 2, do_sandbox}, // ID
    {"veth", 9, do_veth},       // ID OUTSIDE INSIDE BRIDGE ADDRESS/PREFIX MAC MTU isolated|open
    {"gateway", 3, do_gateway}, // ID ADDRESS|-
    {"resolve", 2, do_resolve}, // ID
    {"search", 4, do_search},   // ID NETWORK,… ALIAS=NAME,…|-
    {"names", 3, do_names},     // NETWORK ADDRESS NAME…
    {"forget", 3, do_forget},   // NETWORK ADDRESS
    {"publish", 7, do_publish}, // ID tcp|udp HOST-ADDRESS HOST-PORT ADDRESS PORT
    {"unpublish", 2, do_unpublish}, // ID
    {"drop", 2, do_drop},           // ID
};

static void split(struct line *line, char *text) {
  char *state = NULL;
  line->count = 0;
  for (char *word = strtok_r(text, " ", &state); word && line->count < WORDS_MAX; word = strtok_r(NULL, " ", &state))
    line->words[line->count++] = word;
}

static int run_line(struct line *line) {
  for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
    if (!strcmp(commands[i].name, line->words[0])) return line->count < commands[i].words ? -EINVAL : commands[i].run(line);
  return -ENOSYS;
}

void request_answer(char *request, char answer[ANSWER_SIZE]) {
  char *state = NULL;
  char reason[PROXY_ERROR_SIZE] = "";
  for (char *text = strtok_r(request, "\n", &state); text; text = strtok_r(NULL, "\n", &state)) {
    struct line line = {.reason = reason};
    split(&line, text);
    int error = line.count ? run_line(&line) : 0;
    if (!error) continue;
    if (error < 0) snprintf(reason, sizeof reason, "%s", strerror(-error));
    snprintf(answer, ANSWER_SIZE, "error %s: %s\n", line.words[0], reason);
    return;
  }
  snprintf(answer, ANSWER_SIZE, "ok\n");
}
