// Who is called what on which network: the table that names are looked up in.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { NAME_SIZE = 256 };

// Gives an address on a network these names (separated by spaces, the container's own first); they replace former ones. False when memory is out.
bool names_set(const char *network, uint32_t ip, const char *names);
void names_forget(const char *network, uint32_t ip);

// Addresses that a name (without regard to case, also as name.network) has on a network, at most `most`.
size_t names_find(const char *network, const char *name, uint32_t *into, size_t most);
// "name.network" of an address; false where it has none.
bool names_of(const char *network, uint32_t ip, char into[NAME_SIZE]);
