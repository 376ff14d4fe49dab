// For tests: writes as text what datagrams of rtnetlink(7) on stdin say, each with its length (two bytes, high first) in front of it and of the text.
#include "agent/network-text.h"

int main(void) {
  for (int high; (high = getchar()) != EOF;) {
    size_t length = (size_t)(high << 8 | getchar());
    // On the heap and no longer than it is, so that every step beyond is seen.
    uint8_t *datagram = malloc(length ? length : 1), *memory = malloc(0xffff);
    if (!datagram || !memory || fread(datagram, 1, length, stdin) != length) return 1;
    struct far_ends ends = {0};
    struct network_answer answer = {.far_ends = &ends, .other = "net:[7]"};
    struct writer text = {.data = memory, .size = 0xffff};
    network_text(&answer, reader_of(datagram, length), &text);
    char end[64];
    put_raw(&text, end, (size_t)snprintf(end, sizeof end, "%s %d", answer.over ? "over" : "more", answer.error));
    for (size_t i = 0; i < ends.count; i++)
      put_raw(&text, end, (size_t)snprintf(end, sizeof end, " %u@%u", ends.all[i].index, ends.all[i].namespace));
    put_u8(&text, '\n');
    putchar((int)(text.used >> 8));
    putchar((int)(text.used & 255));
    fwrite(memory, 1, text.used, stdout);
    fflush(stdout);
    free(ends.all);
    free(datagram);
    free(memory);
  }
  return 0;
}
