/* libelf.so.1 as ip asks for it, for the same BPF objects. */
#include "absent.h"

ABSENT(elf_begin, 0)
ABSENT(elf_end, 0)
ABSENT(elf_getdata, 0)
ABSENT(elf_getscn, 0)
ABSENT(elf_kind, 0)
ABSENT(elf_strptr, 0)
ABSENT(elf_version, 0)
ABSENT(gelf_getehdr, 0)
ABSENT(gelf_getshdr, 0)
ABSENT(gelf_getsym, 0)
