import type { Frame } from './frame.ts';
import { records } from './protocol.ts';
import { namespaceLinks } from './record.ts';
import type { KernelRecord, LayerEntry } from './record.ts';
import { WireReader } from './wire.ts';

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

function decodeEntry(from: WireReader): LayerEntry {
  const path = from.text();
  const [mode, uid, gid] = [from.u32(), from.u32(), from.u32()];
  const size = Number(from.u64());
  const links = from.u32();
  const inode = Number(from.u64());
  const mtime = from.f64();
  const rdev = [from.u32(), from.u32()] as const;
  const marks = from.u8();
  const [opaque, metacopy, origin] = [1, 2, 4].map((bit) => (marks & bit) !== 0);
  const overlay = { opaque: opaque === true, metacopy: metacopy === true, origin: origin === true };
  const texts = { redirect: from.text(), target: from.text() };
  return { path, mode, uid, gid, size, links, inode, mtime, rdev, ...overlay, ...texts };
}

function decodeLayer(from: WireReader): KernelRecord {
  const at = from.ms();
  const pid = from.u32();
  const place = { namespace: from.text(), path: from.text(), real: from.text() };
  const errno = from.u32();
  const head = { type: 'layer' as const, at, pid, ...place, errno };
  if (errno !== 0)
    return { ...head, first: true, last: true, cut: false, fingerprint: '0', entries: [] };
  const flags = from.u8();
  const [first, last, cut] = [(flags & 1) !== 0, (flags & 2) !== 0, (flags & 4) !== 0];
  const fingerprint = from.u64().toString();
  const entries: LayerEntry[] = [];
  while (from.left > 0) entries.push(decodeEntry(from));
  return { ...head, first, last, cut, fingerprint, entries };
}

/** The records of one frame that is no part of the trace; none when it is not known. */
export function decodeRecords({ type, payload }: Frame): KernelRecord[] {
  const from = new WireReader(payload);
  switch (type) {
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
    case records.layer:
      return [decodeLayer(from)];
    default:
      return [];
  }
}
