import { expect, test } from 'vitest';
import { formatJson } from '../../src/cli/template/json.ts';
import type { Type } from '../../src/cli/template/type.ts';

const duration: Type = { kind: 'int', name: 'time.Duration', format: () => '5s' };

test('formatJson() writes a duration as its nanoseconds, however a template prints it', () => {
  expect(formatJson({ type: duration, data: 5e9 })).toBe('5000000000');
  expect(formatJson({ type: duration, data: undefined })).toBe('0');
});
