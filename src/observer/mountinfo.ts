// /proc/PID/mountinfo: proc(5), show_mountinfo() in fs/proc_namespace.c.
import { mountId } from '../world/id.ts';
import type { Evidence, Mount, NamespaceId } from '../world/model.ts';

export interface Mountinfo {
  readonly mounts: readonly Mount[];
  /** Lines that could not be read. */
  readonly damaged: number;
}

/** Parses the mounts of one mount namespace, in the kernel's order. */
export function parseMountinfo(text: string, namespace: NamespaceId, from: Evidence): Mountinfo {
  const lines = text.split('\n').filter((line) => line !== '');
  const mounts = lines.flatMap((line) => parseLine(line, namespace, from) ?? []);
  return { mounts, damaged: lines.length - mounts.length };
}

const whole = /^(\d+) (\d+) \d+:\d+ (\S+) (\S+) (\S+)((?: \S+)*) - (\S+) (\S*) (\S+)$/;

function parseLine(line: string, namespace: NamespaceId, from: Evidence): Mount | null {
  const fields = whole.exec(line);
  if (!fields) return null;
  const [, id, parent, root = '', point = '', options = '', tags = '', type = '', ...rest] = fields;
  return {
    id: mountId(namespace, Number(id)),
    namespace,
    mountId: Number(id),
    parentId: Number(parent),
    root: unescapeOctal(root),
    point: unescapeOctal(point),
    type: unescapeOctal(type),
    source: unescapeOctal(rest[0] ?? ''),
    options: options.split(','),
    propagation: tags.trim() === '' ? [] : tags.trim().split(' '),
    superOptions: (rest[1] ?? '').split(',').map(unescapeOctal),
    evidence: { ...from, text: line },
  };
}

/** The kernel writes blanks, tabs, line ends and backslashes as three octal digits. */
function unescapeOctal(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) =>
    String.fromCharCode(parseInt(digits, 8)),
  );
}
