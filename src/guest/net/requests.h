// What the engine asks for: lines of words, ended by an empty line, carried out in order.
#pragma once
#include <stdbool.h>

enum { ANSWER_SIZE = 512, REQUEST_MAX = 256 * 1024 };

// Carries out a request's lines, which it takes apart in place; writes "ok", or "error" and why, upon which nothing further is done.
void request_answer(char *request, char answer[ANSWER_SIZE]);
// Listens for requests at a path; false where that is not possible.
bool requests_open(const char *path);
