import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CommandReader } from '../../src/backend/commands.ts';
import { MarkScanner, parseMark, type Mark } from '../../src/backend/marks.ts';
import { concatBytes, encodeText } from '../../src/base/bytes.ts';

const osc = (body: string): string => `\x1b]133;${body}\x1b\\`;
const scan = (...chunks: string[]): Mark[] => {
  const scanner = new MarkScanner();
  return chunks.flatMap((chunk) => scanner.scan(encodeText(chunk)));
};
const marksOnly = (marks: readonly Mark[]): Mark[] =>
  marks.filter((mark) => mark.kind !== 'output');
const facts = (reader: CommandReader, text: string): string[] =>
  reader
    .read(encodeText(text))
    .map((fact) =>
      fact.type === 'command/started' ? `+ ${fact.text}` : `- ${fact.text} = ${String(fact.exit)}`,
    );

describe('parseMark()', () => {
  test.each([
    ['A', { kind: 'prompt' }],
    ['B', { kind: 'typed' }],
    ['C', { kind: 'started', text: null }],
    ['C;ls -l', { kind: 'started', text: 'ls -l' }],
    ['C;a;b', { kind: 'started', text: 'a;b' }],
    ['C;100%25 %E2%80%A6%0Anext', { kind: 'started', text: '100% …\nnext' }],
    ['C;50% off', { kind: 'started', text: '50% off' }],
    ['D;127;nope', { kind: 'finished', exit: 127, text: 'nope' }],
    ['D;0', { kind: 'finished', exit: 0, text: '' }],
  ])('reads %j', (body, mark) => expect(parseMark(body)).toEqual(mark));

  test.each(['', 'E', 'AA', 'D', 'D;x;ls', 'D;9999;ls', 'P;k=i'])('knows %j for none', (body) =>
    expect(parseMark(body)).toBeNull(),
  );
});

describe('MarkScanner', () => {
  test('finds marks ended by ST and by BEL', () =>
    expect(marksOnly(scan(`x${osc('C;ls')}y\x1b]133;D;1;ls\x07z`))).toEqual([
      { kind: 'started', text: 'ls' },
      { kind: 'finished', exit: 1, text: 'ls' },
    ]));

  test('goes on after a mark that another sequence broke off', () =>
    expect(marksOnly(scan(`\x1b]133;C;half\x1b[0m${osc('D;0;ls')}`))).toEqual([
      { kind: 'finished', exit: 0, text: 'ls' },
    ]));

  test('finds the mark that begins where another broke off', () =>
    expect(marksOnly(scan(`\x1b]133;C;half${osc('A')}`))).toEqual([{ kind: 'prompt' }]));

  test('gives up on a mark without end and holds no more than its limit', () =>
    expect(
      marksOnly(scan('\x1b]133;C;', ...Array<string>(80).fill('x'.repeat(1000)), osc('A'))),
    ).toEqual([{ kind: 'prompt' }]));

  test('finds the same marks however the bytes are cut', () => {
    const piece = fc.oneof(
      fc.constantFrom('A', 'B', 'C', 'C;ls', 'D;0;ls', 'D;1;é%0A').map(osc),
      fc.constantFrom('\x1b', '\x1b]', '\x1b]133;', '\x1b\\', '\x07', 'text', '\x1b[1m', 'é'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece), fc.array(fc.nat(40)), (pieces, cuts) => {
        const bytes = encodeText(pieces.join(''));
        const chunks: Uint8Array[] = [];
        let at = 0;
        for (const length of cuts) {
          chunks.push(bytes.subarray(at, at + length));
          at += length;
        }
        chunks.push(bytes.subarray(at));
        expect(concatBytes(chunks)).toEqual(bytes);
        const scanner = new MarkScanner();
        const cut = chunks.flatMap((chunk) => scanner.scan(chunk));
        expect(marksOnly(cut)).toEqual(marksOnly(new MarkScanner().scan(bytes)));
      }),
    );
  });

  test('takes any bytes', () =>
    fc.assert(
      fc.property(fc.array(fc.uint8Array()), (chunks) => {
        const scanner = new MarkScanner();
        for (const chunk of chunks) scanner.scan(chunk);
      }),
    ));
});

describe('CommandReader', () => {
  test('tells a command from its start to its end', () => {
    const reader = new CommandReader(3);
    expect(reader.read(encodeText(osc('C') + osc('C;ls')))).toEqual([
      { type: 'command/started', id: '3/1', terminal: 3, text: 'ls' },
    ]);
    expect(reader.read(encodeText(`file\r\n${osc('D;0;ls')}${osc('A')}`))).toEqual([
      { type: 'command/finished', id: '3/1', text: 'ls', exit: 0 },
    ]);
  });

  test('starts a command without a text at its first output, and names it at its end', () => {
    const reader = new CommandReader(1);
    expect(facts(reader, `${osc('C')}out`)).toEqual(['+ ']);
    expect(facts(reader, osc('D;2;( exit 2 )'))).toEqual(['- ( exit 2 ) = 2']);
  });

  test('names a command whose text comes after what was typed ahead', () => {
    const reader = new CommandReader(1);
    expect(reader.read(encodeText(`${osc('C')}ls -l\r\n${osc('C;sleep 5')}`))).toEqual([
      { type: 'command/started', id: '1/1', terminal: 1, text: '' },
      { type: 'command/started', id: '1/1', terminal: 1, text: 'sleep 5' },
    ]);
    expect(
      facts(reader, osc('D;0;sleep 5') + osc('A') + osc('B') + osc('C') + osc('C;ls -l')),
    ).toEqual(['- sleep 5 = 0', '+ ls -l']);
    expect(reader.state).toEqual({ count: 2, running: [{ id: '1/2', text: 'ls -l' }] });
  });

  test('tells start and end of a silent command that is named only at its end', () =>
    expect(facts(new CommandReader(1), osc('C') + osc('D;1;( false )'))).toEqual([
      '+ ( false )',
      '- ( false ) = 1',
    ]));

  test('keeps the outer command open while a nested shell runs its own', () => {
    const reader = new CommandReader(1);
    expect(facts(reader, osc('C;bash') + osc('C;ls') + osc('D;0;ls') + osc('C;exit 3'))).toEqual([
      '+ bash',
      '+ ls',
      '- ls = 0',
      '+ exit 3',
    ]);
    expect(facts(reader, osc('D;3;bash'))).toEqual(['- exit 3 = 3', '- bash = 3']);
  });

  test('ends what runs when the terminal ends', () => {
    const reader = new CommandReader(1);
    reader.read(encodeText(osc('C;exit')));
    expect(reader.end(0)).toEqual([{ type: 'command/finished', id: '1/1', text: 'exit', exit: 0 }]);
    expect(reader.end(0)).toEqual([]);
  });

  test('ignores an end without a start', () =>
    expect(facts(new CommandReader(1), osc('D;0;ls'))).toEqual([]));

  test('finishes every command once, whatever the marks', () => {
    const body = fc.constantFrom('A', 'B', 'C', 'C;a', 'C;b', 'D;0;a', 'D;1;b', 'D;2;c');
    fc.assert(
      fc.property(fc.array(body), (bodies) => {
        const reader = new CommandReader(1);
        const all = [...reader.read(encodeText(bodies.map(osc).join(''))), ...reader.end(0)];
        const ids = (type: string) => all.filter((f) => f.type === type).map((f) => f.id);
        expect(ids('command/finished').sort()).toEqual(ids('command/started').sort());
        expect(new Set(ids('command/started')).size).toBe(ids('command/started').length);
      }),
    );
  });
});
