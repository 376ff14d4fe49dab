/** Commands that are measured in Node, in Chromium and, where docker is not ours, on the host's own docker alike. */
export interface MeasuredLine {
  readonly name: string;
  readonly line: string;
  /** Run once before it, unmeasured. */
  readonly before?: string;
  /** Run before each time, unmeasured. */
  readonly each?: string;
  /** Run once after it. */
  readonly after?: string;
  /** Runs before those that count: what is compiled and cached by then is what a person has in a session. */
  readonly warmUp: number;
  /** How many times the line does the thing. */
  readonly times: number;
  /** Measured no more often than this, being long. */
  readonly most?: number;
  /** Milliseconds, where the project promises. */
  readonly limit?: number;
}

const loop = 'i=0; while [ $i -lt 50 ]; do /bin/true; i=$((i+1)); done';

/** To be run before the lines. */
export const preparation = 'docker pull -q busybox';

export const forkAndExec: MeasuredLine = {
  name: 'fork and exec of /bin/true',
  line: loop,
  warmUp: 2,
  times: 50,
};

const once = { warmUp: 2, times: 1 } as const;
const dockerfile =
  'FROM busybox\\nRUN echo one > /one\\nCOPY file /two\\nRUN echo three > /three\\n';
const many = 50;

/** What docker does, here and natively. */
export const dockerLines: readonly MeasuredLine[] = [
  {
    ...once,
    name: 'docker run --rm busybox true',
    line: 'docker run --rm busybox true',
    limit: 600,
  },
  { ...once, name: 'docker ps', line: 'docker ps', limit: 60 },
  {
    ...once,
    name: 'docker exec',
    before: 'docker run -d --name bench busybox sleep 100000',
    line: 'docker exec bench true',
    after: 'docker rm -f bench',
    limit: 300,
  },
  {
    ...once,
    name: 'docker build of three steps, cached',
    before: `mkdir -p /tmp/bench-build && cd /tmp/bench-build && printf '${dockerfile}' > Dockerfile && echo x > file`,
    line: 'docker build -q /tmp/bench-build',
    limit: 300,
  },
  {
    ...once,
    name: 'docker pull of 12.5 MB',
    each: 'docker rmi debian || true',
    line: 'docker pull -q debian',
    after: 'docker rmi debian',
    warmUp: 1,
    most: 5,
    limit: 1500,
  },
  {
    ...once,
    name: `${String(many)} containers started, each`,
    each: 'docker rm -f $(docker ps -aq) || true',
    line: `for i in $(seq ${String(many)}); do docker run -d busybox sleep 100000 || exit 1; done`,
    warmUp: 0,
    times: many,
    most: 1,
  },
  { ...once, name: `docker ps among ${String(many)} containers`, line: 'docker ps', limit: 150 },
  {
    ...once,
    name: '20 docker run --rm at once, each',
    each: 'docker rm -f $(docker ps -aq) || true',
    line: 'pids=; for i in $(seq 20); do docker run --rm busybox true & pids="$pids $!"; done; for pid in $pids; do wait $pid || exit 1; done',
    warmUp: 0,
    times: 20,
    most: 3,
  },
];

export const lines: readonly MeasuredLine[] = [
  forkAndExec,
  {
    ...once,
    name: 'unshare with five namespaces',
    line: 'unshare --mount --uts --ipc --net --pid --fork true',
  },
  ...dockerLines,
];
