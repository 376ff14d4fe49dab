#pragma once
#include <errno.h>

/* A function of a library whose service this guest does not have. Arguments are the caller's business in the i386 calling convention. */
#define ABSENT(name, answer) \
	long name(void); \
	long name(void) { return (answer); }
