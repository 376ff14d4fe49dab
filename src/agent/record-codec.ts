import { decodeText } from '../base/bytes.ts';
import type { Frame } from './frame.ts';
import { records } from './protocol.ts';
import { namespaceLinks } from './record.ts';
import type { KernelRecord } from './record.ts';
import { WireReader } from './wire.ts';

// "CPU:0 [LOST 1234 EVENTS]": the ring was overwritten before it was read (kernel/trace/trace.c, print_trace_line).
const lostLine = /^CPU:\d+ \[LOST (?:(\d+) )?EVENTS\]\n/m;
const timestamp = /\s(\d+\.\d+): /;

/** Trace lines, with what was lost told between them. */
export function* splitTrace(text: string): Generator<KernelRecord> {
  for (let rest = text; rest;) {
    const lost = lostLine.exec(rest);
    const before = lost ? rest.slice(0, lost.index) : rest;
    if (before) yield { type: 'trace', text: before };
    if (!lost) return;
    rest = rest.slice(lost.index + lost[0].length);
    const at = Number(timestamp.exec(rest)?.[1] ?? 0) * 1000;
    yield { type: 'lost', at, count: Number(lost[1] ?? 1) };
  }
}

function decodeProcess(from: WireReader): KernelRecord {
  return {
    type: 'process',
    at: from.ms(),
    pid: from.u32(),
    stat: from.text(),
    status: from.text(),
    cmdline: from.text(),
    cgroup: from.text(),
    namespaces: namespaceLinks.map(() => from.text()),
  };
}

function decodeCgroup(from: WireReader): KernelRecord {
  const at = from.ms();
  const path = from.text();
  const files: Record<string, string> = {};
  for (let left = from.u32(); left > 0; left--) {
    const name = from.text();
    files[name] = from.text();
  }
  return { type: 'cgroup', at, path, files };
}

function decodeText4(type: 'mounts' | 'hostname', from: WireReader): KernelRecord {
  return { type, at: from.ms(), pid: from.u32(), namespace: from.text(), text: from.text() };
}

/** The records of one frame; none when it is not known. */
export function decodeRecords({ type, payload }: Frame): KernelRecord[] {
  const from = new WireReader(payload);
  switch (type) {
    case records.traceText:
      return [...splitTrace(decodeText(payload))];
    case records.process:
      return [decodeProcess(from)];
    case records.absent:
      return [{ type: 'absent', at: from.ms(), pid: from.u32() }];
    case records.walkBegin:
      return [{ type: 'walk/begin', at: from.ms() }];
    case records.walkEnd:
      return [{ type: 'walk/end', at: from.ms() }];
    case records.mounts:
      return [decodeText4('mounts', from)];
    case records.hostname:
      return [decodeText4('hostname', from)];
    case records.cgroup:
      return [decodeCgroup(from)];
    default:
      return [];
  }
}
