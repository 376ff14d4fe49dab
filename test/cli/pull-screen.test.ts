import { expect, test } from 'vitest';
import { pullScreen } from '../../src/cli/image/pull-screen.ts';

async function screen(columns: number | null): Promise<string> {
  let text = '';
  const shown = pullScreen((more) => {
    text += more;
    return Promise.resolve();
  }, columns);
  shown.show({ id: 'latest', status: 'Pulling from hello' });
  shown.show({ id: '2c55993202c0', status: 'Pulling fs layer' });
  shown.show({ id: 'e37ae5c655c7', status: 'Pulling fs layer' });
  shown.show({ id: 'e37ae5c655c7', status: 'Downloading', current: 104, total: 104 });
  shown.show({ id: '2c55993202c0', status: 'Downloading', current: 36450, total: 1069000 });
  shown.show({ id: '2c55993202c0', status: 'Pull complete' });
  await shown.flush();
  return text;
}

// What the real client wrote on a terminal of 80 columns, but for the terminal's own carriage returns.
test('pullScreen() redraws rows in place on a terminal', async () => {
  expect(await screen(80)).toBe(
    'latest: Pulling from hello\n' +
      '\n\x1b[1A\x1b[2K\r2c55993202c0: Pulling fs layer \r\x1b[1B' +
      '\n\x1b[1A\x1b[2K\re37ae5c655c7: Pulling fs layer \r\x1b[1B' +
      '\x1b[1A\x1b[2K\re37ae5c655c7: Downloading     104B/104B\r\x1b[1B' +
      '\x1b[2A\x1b[2K\r2c55993202c0: Downloading  36.45kB/1.069MB\r\x1b[2B' +
      '\x1b[2A\x1b[2K\r2c55993202c0: Pull complete \r\x1b[2B',
  );
});

test('pullScreen() draws bars where there is room', async () => {
  expect(await screen(120)).toContain(`Downloading [${'='.repeat(50)}>]     104B/104B`);
});

test('pullScreen() writes plain lines elsewhere, without what only moves', async () => {
  expect(await screen(null)).toBe(
    'latest: Pulling from hello\n2c55993202c0: Pulling fs layer\ne37ae5c655c7: Pulling fs layer\n2c55993202c0: Pull complete\n',
  );
});
