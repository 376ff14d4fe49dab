// The filter is run here as the kernel would run it.
import { describe, expect, test } from 'vitest';
import { compileFilter } from '../../src/engine/seccomp-filter.ts';
import { allowedCalls, callsByNumber } from '../../src/engine/seccomp-calls.ts';

const i386 = 0x40000003;
const [allow, notPermitted, notImplemented, kill] = [0x7fff0000, 0x50001, 0x50026, 0x80000000];

/** What classic BPF answers for this call. */
function run(program: string, call: { arch?: number; nr: number; arg?: number }): number {
  const view = new DataView(
    Uint8Array.from(atob(program), (letter) => letter.charCodeAt(0)).buffer,
  );
  const data = new Map([
    [0, call.nr],
    [4, call.arch ?? i386],
    [16, call.arg ?? 0],
  ]);
  let value = 0;
  for (let at = 0; ; at++) {
    const code = view.getUint16(at * 8, true);
    const k = view.getUint32(at * 8 + 4, true);
    const jump = (holds: boolean): number => view.getUint8(at * 8 + (holds ? 2 : 3));
    if (code === 0x20) value = data.get(k) ?? 0;
    else if (code === 0x15) at += jump(value === k);
    else if (code === 0x35) at += jump(value >= k);
    else if (code === 0x45) at += jump((value & k) !== 0);
    else if (code === 0x05) at += k;
    else return k;
  }
}

const allowed = new Set([...allowedCalls, 'chroot']);
const filter = compileFilter(allowed);
const nr = (name: string): number => callsByNumber.indexOf(name);

describe('compileFilter()', () => {
  test('allows what it is told to, and nothing else', () => {
    const special = ['clone', 'clone3', 'personality'];
    for (const [number, name] of callsByNumber.entries()) {
      if (special.includes(name)) continue;
      const expected = allowed.has(name) ? allow : notPermitted;
      expect(`${name} ${run(filter, { nr: number }).toString(16)}`).toBe(
        `${name} ${expected.toString(16)}`,
      );
    }
    expect(run(filter, { nr: 100_000 })).toBe(notPermitted);
  });

  test('refuses clone with namespaces, and leaves clone3 to fall back to it', () => {
    expect(run(filter, { nr: nr('clone'), arg: 0x1200011 })).toBe(allow);
    expect(run(filter, { nr: nr('clone'), arg: 0x20000000 })).toBe(notPermitted);
    expect(run(filter, { nr: nr('clone3') })).toBe(notImplemented);
    const admin = compileFilter(new Set([...allowed, 'clone', 'clone3']));
    expect(run(admin, { nr: nr('clone'), arg: 0x20000000 })).toBe(allow);
    expect(run(admin, { nr: nr('clone3') })).toBe(allow);
  });

  test('allows the usual personalities only', () => {
    expect(run(filter, { nr: nr('personality'), arg: 0xffffffff })).toBe(allow);
    expect(run(filter, { nr: nr('personality'), arg: 0x40000 })).toBe(notPermitted);
  });

  test('kills what calls by another architecture', () => {
    expect(run(filter, { nr: 0, arch: 0xc000003e })).toBe(kill);
  });
});
