/* libselinux.so.1 as mount, nsenter and ss ask for it, answering what the real one answers on a kernel without SELinux. */
#include "absent.h"

ABSENT(freecon, 0)
ABSENT(getfilecon, -1)
ABSENT(getpidcon, -1)
ABSENT(is_selinux_enabled, 0)
ABSENT(security_get_initial_context, -1)
ABSENT(selinux_file_context_cmp, 0)
ABSENT(selinux_trans_to_raw_context, -1)
ABSENT(setexeccon, -1)
