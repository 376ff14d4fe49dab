// Writes an archive of what a list names: directories, files, links, and layers put together from their parts.
#include "archive/archive.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void write_file(struct output *output, struct entry *entry, const char *path) {
  static uint8_t data[BUFFER];
  struct stat stat;
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0 || fstat(fd, &stat)) fail_errno("open", path);
  entry->size = (uint64_t)stat.st_size;
  tar_header(output, entry);
  for (ssize_t got; (got = read(fd, data, sizeof data)) > 0;) output_data(output, data, (size_t)got);
  close(fd);
}

static void write_member(struct output *output, char type, char *fields[4]) {
  struct entry entry = {.name = fields[1], .mtime = strtoll(fields[0], NULL, 10), .uname = "root", .gname = "root"};
  entry.type = type == 'D' ? '5' : type == 'S' ? '2' : '0';
  entry.mode = type == 'D' ? S_IFDIR | 0755 : type == 'S' ? S_IFLNK | 0777 : S_IFREG | 0644;
  if (type == 'S') entry.target = fields[2];
  if (type == 'F') {
    write_file(output, &entry, fields[2]);
  } else {
    if (type == 'L') entry.size = assembled_size(fields[2]);
    tar_header(output, &entry);
    if (type == 'L') assemble(output, fields[2], fields[3]);
  }
  tar_padding(output, entry.size);
}

// Lines are "D|F|S|L", mtime, name, and a file, a target, or a layer's record and directory; tabs between.
static void read_list(struct output *output, FILE *list) {
  char *line = NULL;
  size_t room = 0;
  while (getline(&line, &room, list) > 0) {
    char *fields[5], *rest = line;
    size_t count = 0;
    line[strcspn(line, "\n")] = 0;
    while (count < 5 && rest) fields[count++] = strsep(&rest, "\t");
    while (count < 5) fields[count++] = "";
    write_member(output, *fields[0], fields + 1);
  }
  free(line);
}

// bundle [-t FILE] LIST; or bundle -a RECORD DIRECTORY: one layer's own tar
void bundle(char **argv) {
  struct output output = {.fd = 1};
  int count = 0, letter;
  bool alone = false;
  while (argv[count]) count++;
  while ((letter = getopt(count, argv, "t:a")) >= 0) {
    if (letter == 't') output_open(&output, optarg);
    if (letter == 'a') alone = true;
    if (letter == '?') exit(2);
  }
  if (alone) {
    assemble(&output, argv[optind], argv[optind + 1]);
  } else {
    FILE *list = fopen(argv[optind], "re");
    if (!list) fail_errno("open", argv[optind]);
    read_list(&output, list);
    fclose(list);
    tar_end(&output);
  }
  output_close(&output);
}
