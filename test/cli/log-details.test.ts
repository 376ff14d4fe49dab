import { expect, test } from 'vitest';
import { logDetails } from '../../src/cli/container/log-details.ts';
import type { Container } from '../../src/engine/container.ts';
import { defaultHostConfig } from '../../src/engine/host-config.ts';

function container(options: Record<string, string>): Container {
  const file = {
    Name: '/web',
    Image: `sha256:${'c'.repeat(64)}`,
    Config: {
      Image: 'busybox',
      Labels: { tier: 'front end', 'a.b': '1', other: 'x' },
      Env: ['MODE=a=b', 'PATH=/bin'],
    },
  };
  const hostConfig = { ...defaultHostConfig, LogConfig: { Type: 'json-file', Config: options } };
  return { id: 'd'.repeat(64), file, hostConfig, mountId: '' } as unknown as Container;
}

test.each([
  [{}, ''],
  [{ labels: 'tier,none' }, 'tier=front+end'],
  [{ labels: 'tier', env: 'MODE' }, 'MODE=a%3Db,tier=front+end'],
  [{ 'labels-regex': '^a\\.', 'env-regex': 'P.TH' }, 'PATH=%2Fbin,a.b=1'],
  [{ tag: '{{.ImageName}}/{{.Name}}/{{.ID}}' }, `tag=busybox%2Fweb%2F${'d'.repeat(12)}`],
])('details of %j', (options, details) => {
  expect(logDetails(container(options))).toBe(details);
});
