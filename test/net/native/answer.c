// For tests: answers DNS messages from stdin on stdout, each with its length (two bytes, high first) in front; names are fixed.
#include "net/names.h"
#include "net/question.h"
#include "net/resolver.h"
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void) {
  struct resolver resolver;
  resolver_init(&resolver);
  names_set("pond", inet_addr("10.0.0.2"), "carp fish 0123456789ab");
  names_set("pond", inet_addr("10.0.0.3"), "perch fish");
  names_set("lake", inet_addr("10.1.0.2"), "pike");
  names_set("sea", inet_addr("10.2.0.2"), "shark");
  for (int i = 0; i < 100; i++) names_set("lake", htonl(0x0a010100U + (unsigned)i), "shoal");
  resolver_set(&resolver, "pond lake", "db=perch");
  for (int high; (high = getchar()) != EOF;) {
    size_t length = (size_t)(high << 8 | getchar());
    // On the heap and no longer than it may be, so that every step beyond is seen.
    uint8_t *given = malloc(length), *message = malloc(DNS_MAX);
    if (!given || !message || fread(given, 1, length, stdin) != length) return 1;
    memcpy(message, given, length < DNS_UDP_MAX ? length : DNS_UDP_MAX);
    length = resolver_answer(&resolver, message, length < DNS_UDP_MAX ? length : DNS_UDP_MAX, DNS_UDP_MAX);
    putchar((int)(length >> 8));
    putchar((int)(length & 255));
    fwrite(message, 1, length, stdout);
    fflush(stdout);
    free(given);
    free(message);
  }
  names_forget("pond", inet_addr("10.0.0.3"));
  resolver_close(&resolver);
  return 0;
}
