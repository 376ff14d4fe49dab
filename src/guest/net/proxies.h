// Published ports: one docker-proxy each, ended with its container.
#pragma once
#include "net/sandbox.h"

enum { PROXY_ERROR_SIZE = 256 };

// The program to start for each port.
void proxies_open(const char *program);
// Starts one with these options and waits until it listens. On failure returns false, with its reason.
bool proxy_start(struct sandbox *sandbox, char *const options[], char reason[PROXY_ERROR_SIZE]);
void proxies_end(struct sandbox *sandbox);
void proxies_ended(struct sandbox *sandbox, pid_t pid);
