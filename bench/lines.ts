/** Commands that are measured in Node and in Chromium alike. */
export interface MeasuredLine {
  readonly name: string;
  readonly line: string;
  /** Runs before those that count: what is compiled and cached by then is what a person has in a session. */
  readonly warmUp: number;
  /** How many times the line does the thing. */
  readonly times: number;
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

export const lines: readonly MeasuredLine[] = [
  forkAndExec,
  {
    name: 'unshare with five namespaces',
    line: 'unshare --mount --uts --ipc --net --pid --fork true',
    warmUp: 2,
    times: 1,
  },
  {
    name: 'docker run --rm busybox true',
    line: 'docker run --rm busybox true',
    warmUp: 2,
    times: 1,
    limit: 1000,
  },
  { name: 'docker ps', line: 'docker ps', warmUp: 2, times: 1, limit: 100 },
];
