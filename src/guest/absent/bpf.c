/* libbpf.so.1 as ip asks for it, to load BPF objects from ELF files, which this guest does not do. */
#include "absent.h"

ABSENT(bpf_map__fd, -ENOSYS)
ABSENT(bpf_map__ifindex, 0)
ABSENT(bpf_map__name, 0)
ABSENT(bpf_map__reuse_fd, -ENOSYS)
ABSENT(bpf_map__set_ifindex, -ENOSYS)
ABSENT(bpf_map__set_pin_path, -ENOSYS)
ABSENT(bpf_map__type, 0)
ABSENT(bpf_map_update_elem, -ENOSYS)
ABSENT(bpf_obj_get, -ENOSYS)
ABSENT(bpf_object__close, 0)
ABSENT(bpf_object__find_map_by_name, 0)
ABSENT(bpf_object__load, -ENOSYS)
ABSENT(bpf_object__next_map, 0)
ABSENT(bpf_object__next_program, 0)
ABSENT(bpf_object__open_file, 0)
ABSENT(bpf_prog_attach, -ENOSYS)
ABSENT(bpf_program__fd, -ENOSYS)
ABSENT(bpf_program__name, 0)
ABSENT(bpf_program__section_name, 0)
ABSENT(bpf_program__set_autoload, -ENOSYS)
ABSENT(bpf_program__set_ifindex, 0)
ABSENT(bpf_program__set_type, -ENOSYS)
ABSENT(libbpf_get_error, -ENOSYS)
ABSENT(libbpf_set_print, 0)

/* Shown by `ip -V`. */
const char *libbpf_version_string(void);
const char *libbpf_version_string(void)
{
	return "v0.0";
}
