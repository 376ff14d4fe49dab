import { expect, test } from 'vitest';
import { BootLog } from '../../src/backend/second/boot-log.ts';
import { usedMemory } from '../../src/backend/second/inside.ts';
import { Stopwatch } from '../../src/backend/second/stopwatch.ts';

test('BootLog finds where firmware, kernel and init begin, and when PID 1 answered', () => {
  const log = new BootLog();
  log.takeFirmware('SeaBIOS (version 1.16.2)', 16);
  log.takeFirmware('set VGA mode 3', 660);
  expect(log.takeConsole('[    0.000000] Linux ver', 2000)).toEqual([]);
  log.takeConsole('sion 6.1.192 (x)\r\n[    0.1] NX missing\r\n', 2824);
  log.takeConsole('[    3.2] Run /init as init process\r\n', 5000);
  expect(log.takeConsole('fishbowl-agent: ready\r\n', 5900)).toEqual(['fishbowl-agent: ready']);
  log.takeAnswer('PID 1 answers: fishbowl-agent', 6000);
  expect(log.stages).toEqual([
    { name: 'firmware', ms: 16, text: 'SeaBIOS (version 1.16.2)' },
    // From the firmware's last word on it unpacks itself.
    { name: 'kernel', ms: 660, text: '[    0.000000] Linux version 6.1.192 (x)' },
    { name: 'init', ms: 5000, text: '[    3.2] Run /init as init process' },
    { name: 'ready', ms: 6000, text: 'PID 1 answers: fishbowl-agent' },
  ]);
});

test('BootLog keeps the last lines, and each stage once', () => {
  const log = new BootLog();
  for (let i = 0; i < 40; i++) log.takeFirmware(`line ${String(i)}`, i);
  expect(log.lines).toHaveLength(12);
  expect(log.lines.at(-1)).toEqual({ ms: 39, text: 'line 39' });
  expect(log.stages).toEqual([{ name: 'firmware', ms: 0, text: 'line 0' }]);
});

test('usedMemory() is what is not available, in bytes; 0 for no meminfo', () => {
  expect(usedMemory('MemTotal:   90832 kB\nMemFree: 1 kB\nMemAvailable:   67320 kB\n')).toBe(
    (90832 - 67320) * 1024,
  );
  expect(usedMemory('')).toBe(0);
});

test('Stopwatch counts from power on and leaves pauses out', () => {
  let now = 100;
  const watch = new Stopwatch(() => now);
  expect(watch.now()).toBe(0);
  watch.start();
  now = 150;
  watch.pause();
  now = 900;
  expect(watch.now()).toBe(50);
  watch.resume();
  now = 910;
  expect(watch.now()).toBe(60);
});
