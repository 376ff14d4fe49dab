// Starting points of Explore: lines that are typed on the person's own kernel. Their titles are in src/app/text/en/shelf.ts.

export interface StartingPoint {
  readonly id: string;
  /** The picture that tells it best. */
  readonly view: string;
  readonly lines: readonly string[];
}

export const shelf = [
  {
    id: 'two-sites',
    view: 'layers',
    lines: [
      'docker run -d --name red -p 8081:80 httpd',
      'docker run -d --name blue -p 8082:80 httpd',
      'docker exec red sh -c "echo The red site > /usr/local/apache2/htdocs/index.html"',
      'docker exec blue sh -c "echo The blue site > /usr/local/apache2/htdocs/index.html"',
      'wget -qO- localhost:8081; wget -qO- localhost:8082',
    ],
  },
  {
    id: 'nested-pids',
    view: 'pids',
    lines: [
      'unshare --pid --fork --mount-proc bash',
      'sleep 3000 &',
      'unshare --pid --fork --mount-proc bash',
      'sleep 3000 &',
      'ps -ef',
    ],
  },
  {
    id: 'by-hand',
    view: 'namespaces',
    lines: [
      'docker pull -q busybox && cd /tmp && mkdir upper work root',
      `lower=$(docker image inspect -f '{{.GraphDriver.Data.UpperDir}}' busybox)`,
      'mount -t overlay overlay -o lowerdir=$lower,upperdir=upper,workdir=work root',
      'mkdir /sys/fs/cgroup/mine && echo 64M > /sys/fs/cgroup/mine/memory.max',
      'echo $$ > /sys/fs/cgroup/mine/cgroup.procs',
      'unshare --pid --fork --mount --uts --ipc --net bash',
      'cd /tmp/root && mkdir -p old proc && mount -t proc proc proc && hostname mine',
      'pivot_root . old && exec /bin/sh',
      'umount -l /old && ps && ls / && hostname',
    ],
  },
  {
    id: 'out-of-memory',
    view: 'kernel-log',
    lines: [
      `docker run --name greedy -m 16m busybox sh -c 'x=x; while :; do x=$x$x; done'`,
      `docker inspect -f 'exit code {{.State.ExitCode}}, killed for memory: {{.State.OOMKilled}}' greedy`,
    ],
  },
  {
    id: 'zombie',
    view: 'pids',
    lines: [
      `docker run -d --name careless busybox sh -c 'sleep 1 & exec sleep 3000'`,
      'sleep 2; docker exec careless ps -o pid,ppid,stat,comm',
    ],
  },
  {
    id: 'copy-up',
    view: 'layers',
    lines: [
      'docker run -d --name box busybox sleep 3000',
      'docker exec box sh -c "echo changed >> /etc/passwd; rm /etc/group; echo new > /root/note"',
      'docker diff box',
    ],
  },
  {
    id: 'one-network',
    view: 'namespaces',
    lines: [
      'docker run -d --name site nginx',
      'docker run --rm --network container:site busybox wget -qO- localhost',
      'docker run -d --name beside --network container:site busybox sleep 3000',
      'docker exec beside ip -o address',
    ],
  },
  {
    id: 'own-image',
    view: 'layers',
    lines: [
      `printf 'FROM busybox\\nRUN echo built > /built\\nCMD cat /built\\n' > Dockerfile`,
      'docker build -t mine .',
      'docker run --rm mine',
      'docker history mine',
    ],
  },
  {
    id: 'fifty',
    view: 'namespaces',
    lines: [
      'for i in $(seq 50); do docker run -d --name box$i busybox sleep 3000; done',
      'docker ps -q | wc -l; free -m',
    ],
  },
] as const satisfies readonly StartingPoint[];
