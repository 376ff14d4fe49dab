import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeFrame, FrameReader } from '../../src/agent/frame.ts';
import type { Frame } from '../../src/agent/frame.ts';
import { moreFlag, payloadLimit } from '../../src/agent/protocol.ts';
import { MessageReader } from '../../src/agent/sessions.ts';
import { WireReader, WireWriter } from '../../src/agent/wire.ts';
import { concatBytes } from '../../src/base/bytes.ts';

const nonce = Uint8Array.from({ length: 16 }, (_, i) => 200 + i);
const frame = fc.record({
  type: fc.integer({ min: 1, max: 127 }),
  id: fc.integer({ min: 0, max: 0xffff_ffff }),
  payload: fc.uint8Array({ maxLength: 300 }),
});
const cuts = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 60 });

function greeted(): { reader: FrameReader; frames: Frame[] } {
  const frames: Frame[] = [];
  const reader = new FrameReader((each) => frames.push({ ...each, payload: each.payload.slice() }));
  reader.hunt(nonce);
  return { reader, frames };
}

function chunksOf(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  let at = 0;
  for (const size of sizes) chunks.push(bytes.slice(at, (at += size)));
  return [...chunks, bytes.slice(at)];
}

test('`FrameReader` finds the same frames however the bytes are chunked, behind whatever came before the nonce', () => {
  fc.assert(
    fc.property(
      fc.array(frame, { maxLength: 8 }),
      cuts,
      fc.uint8Array({ maxLength: 100 }),
      (sent, sizes, before) => {
        const { reader, frames } = greeted();
        const bytes = concatBytes([
          before,
          nonce,
          ...sent.map(({ type, id, payload }) => encodeFrame(type, id, payload)),
        ]);
        for (const chunk of chunksOf(bytes, sizes)) reader.push(chunk);
        expect(frames).toEqual(sent);
      },
    ),
  );
});

test('`FrameReader` puts a message of several frames together, also when others come between', () => {
  const { reader, frames } = greeted();
  reader.push(nonce);
  reader.push(encodeFrame(5 | moreFlag, 1, Uint8Array.of(1, 2)));
  reader.push(encodeFrame(6, 1, Uint8Array.of(9)));
  reader.push(encodeFrame(5, 1, Uint8Array.of(3)));
  expect(frames.map(({ type, payload }) => [type, [...payload]])).toEqual([
    [6, [9]],
    [5, [1, 2, 3]],
  ]);
});

test('`FrameReader` throws once on damage, then drops everything until it hunts again', () => {
  fc.assert(
    fc.property(frame, fc.uint8Array({ maxLength: 200 }), ({ type, id, payload }, after) => {
      const { reader, frames } = greeted();
      const damaged = encodeFrame(type, id, payload);
      damaged[damaged.length - 1] = 0;
      reader.push(nonce);
      expect(() => reader.push(damaged)).toThrow('without its end');
      reader.push(after);
      expect(frames).toEqual([]);
      reader.hunt(nonce);
      reader.push(concatBytes([nonce, encodeFrame(type, id, payload)]));
      expect(frames).toEqual([{ type, id, payload }]);
    }),
  );
});

test('`FrameReader` never throws anything but damage, and never delivers before the nonce', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 10 }), (chunks) => {
      const { reader, frames } = greeted();
      for (const chunk of chunks) reader.push(chunk);
      expect(frames).toEqual([]);
      const behind = greeted();
      behind.reader.push(nonce);
      try {
        for (const chunk of chunks) behind.reader.push(chunk);
      } catch (error) {
        expect(String(error)).toContain('sent no frame');
      }
    }),
  );
});

test('`encodeFrame()` refuses what is too long', () => {
  expect(() => encodeFrame(1, 1, new Uint8Array(payloadLimit + 1))).toThrow(RangeError);
});

test('`WireReader` reads what `WireWriter` wrote', () => {
  const texts = fc.string().map((text) => text.replaceAll('\0', ''));
  const values = fc.record({
    u8: fc.nat(255),
    u16: fc.nat(65535),
    u32: fc.nat(),
    u64: fc.bigInt(0n, 2n ** 64n - 1n),
    f64: fc.double({ noNaN: true }),
    list: fc.array(texts),
  });
  fc.assert(
    fc.property(values, ({ u8, u16, u32, u64, f64, list }) => {
      const to = new WireWriter().u8(u8).u16(u16).u32(u32).u64(u64).f64(f64).list(list);
      const from = new WireReader(to.bytes());
      expect(from.u8()).toBe(u8);
      expect([from.u8(), from.u8()]).toEqual([u16 & 255, u16 >> 8]);
      expect([from.u32(), from.u64(), from.f64()]).toEqual([u32, u64, f64]);
      expect(Array.from({ length: from.u32() }, () => from.text())).toEqual(list);
      expect(from.left).toBe(0);
    }),
  );
  expect(() => new WireReader(Uint8Array.of(9, 0, 0, 0, 65)).text()).toThrow(RangeError);
  expect(() => new WireWriter().text('a\0b')).toThrow('NUL');
});

test('`MessageReader` finds the same messages however the bytes are chunked, and refuses absurd lengths', () => {
  const message = fc.record({ type: fc.nat(255), payload: fc.uint8Array({ maxLength: 100 }) });
  fc.assert(
    fc.property(fc.array(message, { maxLength: 8 }), cuts, (sent, sizes) => {
      const reader = new MessageReader();
      const bytes = concatBytes(
        sent.map(({ type, payload }) =>
          new WireWriter().u32(payload.length).u8(type).raw(payload).bytes(),
        ),
      );
      const got = chunksOf(bytes, sizes).flatMap((chunk) => [...reader.push(chunk)]);
      expect(got).toEqual(sent);
    }),
  );
  expect(() => [...new MessageReader().push(Uint8Array.of(0, 0, 0, 255, 1))]).toThrow(RangeError);
});
