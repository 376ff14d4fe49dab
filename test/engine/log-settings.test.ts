import { describe, expect, test } from 'vitest';
import { defaultHostConfig, type HostConfig } from '../../src/engine/host-config.ts';
import { logSettings } from '../../src/engine/log-settings.ts';

const wish = (config: Record<string, string>, driver = 'json-file'): HostConfig => ({
  ...defaultHostConfig,
  LogConfig: { Type: driver, Config: config },
});

describe('logSettings()', () => {
  test.each([
    [{}, { size: null, files: 1 }],
    [{ 'max-size': '1k' }, { size: 1000, files: 1 }],
    [
      { 'max-size': '1.5m', 'max-file': '3' },
      { size: 1_500_000, files: 3 },
    ],
    [
      { 'max-size': '10 MiB', 'max-file': '2', compress: 'true' },
      { size: 10_000_000, files: 2 },
    ],
  ])('%j', (config, settings) => {
    expect(logSettings(wish(config))).toEqual(settings);
  });

  test.each([
    [{ 'max-size': 'x' }, "invalid size: 'x'"],
    [{ 'max-size': '-1k' }, "invalid size: '-1k'"],
    [{ 'max-size': '0' }, 'max-size must be a positive number'],
    [{ 'max-file': 'two' }, 'strconv.Atoi: parsing "two": invalid syntax'],
    [{ 'max-file': '0' }, 'max-file cannot be less than 1'],
    [{ compress: 'perhaps' }, 'strconv.ParseBool: parsing "perhaps": invalid syntax'],
    [
      { compress: 'true' },
      'compress cannot be true when max-file is less than 2 or max-size is not set',
    ],
  ])('%j is refused', (config, why) => {
    expect(() => logSettings(wish(config))).toThrow(`failed to initialize logging driver: ${why}`);
  });

  test('of a container without a log nothing is asked', () => {
    expect(logSettings(wish({ 'max-size': 'x' }, 'none'))).toEqual({ size: null, files: 1 });
  });
});
