// Where a container's cgroup is (cgroup v2).

/** Path below the cgroup mount. */
export function cgroupPath(containerId: string): string {
  return `/docker/${containerId}`;
}

/** One of its files. */
export function cgroupFile(containerId: string, name: string): string {
  return `/sys/fs/cgroup${cgroupPath(containerId)}/${name}`;
}
