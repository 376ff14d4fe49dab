/** A kernel message that a person should hear of. */
export interface News {
  /** Whether the whole machine, or only a control group, ran out of memory. */
  readonly scope: 'machine' | 'cgroup';
  readonly name: string;
  readonly pid: number;
}

const killed = /(Memory cgroup out|Out) of memory: Killed process (\d+) \(([^)]*)\)/;
const lineLimit = 2000;

/** Finds news in the serial console's text, whatever the pieces it arrives in. */
export class ConsoleReader {
  #rest = '';

  read(text: string): News[] {
    const lines = (this.#rest + text).split('\n');
    this.#rest = (lines.pop() ?? '').slice(-lineLimit);
    return lines.flatMap((line) => {
      const [, scope, pid, name] = killed.exec(line) ?? [];
      if (scope === undefined || pid === undefined || name === undefined) return [];
      return [
        { scope: scope.startsWith('Memory') ? 'cgroup' : 'machine', pid: Number(pid), name },
      ] as const;
    });
  }
}
