#include "net/names.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct endpoint {
  struct endpoint *next;
  uint32_t ip;
  char *network;
  char *names;
};

static struct endpoint *endpoints;

static struct endpoint **find(const char *network, uint32_t ip) {
  struct endpoint **at = &endpoints;
  while (*at && ((*at)->ip != ip || strcmp((*at)->network, network))) at = &(*at)->next;
  return at;
}

void names_forget(const char *network, uint32_t ip) {
  struct endpoint **at = find(network, ip), *gone = *at;
  if (!gone) return;
  *at = gone->next;
  free(gone->network);
  free(gone->names);
  free(gone);
}

bool names_set(const char *network, uint32_t ip, const char *names) {
  names_forget(network, ip);
  struct endpoint *fresh = calloc(1, sizeof *fresh);
  if (!fresh) return false;
  *fresh = (struct endpoint){.next = endpoints, .ip = ip, .network = strdup(network), .names = strdup(names)};
  endpoints = fresh;
  if (fresh->network && fresh->names) return true;
  endpoints = fresh->next;
  free(fresh->network);
  free(fresh->names);
  free(fresh);
  return false;
}

static bool has_name(const char *names, const char *name, size_t length) {
  for (const char *at = names; length && *at; at += strspn(at, " ")) {
    size_t each = strcspn(at, " ");
    if (each == length && !strncasecmp(at, name, length)) return true;
    at += each;
  }
  return false;
}

/** Length of the name without ".network" at its end, or 0 where it does not end so. */
static size_t without_network(const char *name, const char *network) {
  size_t length = strlen(name), tail = strlen(network);
  bool ends = length > tail + 1 && name[length - tail - 1] == '.' && !strcasecmp(name + length - tail, network);
  return ends ? length - tail - 1 : 0;
}

size_t names_find(const char *network, const char *name, uint32_t *into, size_t most) {
  size_t count = 0, whole = strlen(name), part = without_network(name, network);
  for (struct endpoint *at = endpoints; at && count < most; at = at->next)
    if (!strcmp(at->network, network) && (has_name(at->names, name, whole) || has_name(at->names, name, part)))
      into[count++] = at->ip;
  return count;
}

bool names_of(const char *network, uint32_t ip, char into[NAME_SIZE]) {
  struct endpoint *found = *find(network, ip);
  if (!found || !*found->names) return false;
  snprintf(into, NAME_SIZE, "%.*s.%s", (int)strcspn(found->names, " "), found->names, network);
  return true;
}
