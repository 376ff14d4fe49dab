/* libudev.so.1 as findmnt asks for it, to name block devices: no udev runs here. */
#include "absent.h"

ABSENT(udev_device_get_property_value, 0)
ABSENT(udev_device_new_from_subsystem_sysname, 0)
ABSENT(udev_device_unref, 0)
ABSENT(udev_new, 0)
ABSENT(udev_unref, 0)
