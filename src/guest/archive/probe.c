#include "archive/archive.h"
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

// probe [-i FILE]: tells whether it is an archive, as it is or unpacked; what only is packed is none.
void probe(char **argv) {
  struct input input = {0};
  uint8_t block[BLOCK];
  size_t length = 0;
  int fd = 0, count = 0, letter;
  while (argv[count]) count++;
  while ((letter = getopt(count, argv, "i:")) >= 0) {
    if (letter == 'i' && (fd = open(optarg, O_RDONLY | O_CLOEXEC)) < 0) fail_errno("open", optarg);
    if (letter == '?') _exit(2);
  }
  input_open(&input, fd, true);
  while (length < BLOCK) {
    uint8_t *data;
    size_t got = input_some(&input, &data, BLOCK - length);
    if (!got) break;
    memcpy(block + length, data, got);
    length += got;
  }
  tell_archive(length == BLOCK && is_tar_header(block));
}
