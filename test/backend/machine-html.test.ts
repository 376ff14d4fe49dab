import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

test('the policy of machine.html names the script that stands in it', async () => {
  const page = await readFile('public/machine.html', 'utf8');
  const [, script = ''] = /<script>([^]*?)<\/script>/.exec(page) ?? [];
  const hash = createHash('sha256').update(script).digest('base64');
  expect(page).toContain(`script-src 'self' 'sha256-${hash}' 'wasm-unsafe-eval';`);
});
