// Images and file systems go from the docker in the tab to the real one and back. It runs where dockerd can (real-docker.ts).
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openNodeGuest } from '../../scripts/open-guest.ts';
import { decodeText } from '../../src/base/bytes.ts';
import { limit, realDocker, why } from './real-docker.ts';

const identity = "docker inspect -f '{{.Id}} {{json .RootFS.Layers}}'";
const build = (name: string): string =>
  `printf 'FROM busybox\\nRUN echo ${name} > /who; ln -s who /link; chmod 4755 /who\\nRUN rm /bin/vi\\nENV A=${name}\\nCMD cat /link\\n' | docker build -q -t ${name} - > /dev/null`;
const run = 'docker run --rm --network none';
const look = 'sh -c "ls -l /who /link | cut -c1-10; ls /bin/vi; cat /link"';

test.skipIf(why !== null)(
  `save and load, export and import, with the real docker${why === null ? '' : ` (not here: ${why})`}`,
  { timeout: 2 * limit },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'interchange-'));
    const guest = await openNodeGuest();
    const inGuest = async (line: string): Promise<string> => {
      const { exit, stdout, stderr } = await guest.run(line);
      expect([line, exit, decodeText(stderr)]).toEqual([line, 0, '']);
      return decodeText(stdout);
    };
    try {
      await inGuest(`docker pull -q busybox && ${build('ours')}`);
      await inGuest(
        'docker save -o /root/ours.tar ours && docker create --name box ours && docker export -o /root/box.tar box',
      );
      for (const name of ['ours.tar', 'box.tar'])
        await writeFile(join(folder, name), await guest.read(`/root/${name}`));
      const ours = await inGuest(`${identity} ours`);
      const seen = 'lrwxrwxrwx\n-rwsr-xr-x\n';

      const [loaded, same, ran, imported, made, theirs] = await realDocker([
        `docker load -qi ${folder}/ours.tar`,
        `${identity} ours`,
        `${run} ours; ${run} ours ${look}`,
        `docker import ${folder}/box.tar flat > /dev/null; ${run} flat ${look}`,
        `${build('theirs')}; docker save -o ${folder}/theirs.tar theirs; docker create --name box theirs; docker export -o ${folder}/box.tar box`,
        `${identity} theirs`,
      ]);
      expect(loaded).toMatchObject({ exit: 0, stdout: 'Loaded image: ours:latest\n' });
      expect(same?.stdout).toBe(ours);
      expect(ran?.stdout).toBe(`ours\n${seen}ours\n`);
      expect(imported?.stdout).toBe(`${seen}ours\n`);
      expect(made).toMatchObject({ exit: 0 });

      for (const name of ['theirs.tar', 'box.tar'])
        await guest.write(`/root/${name}`, await readFile(join(folder, name)));
      expect(await inGuest('docker load -qi /root/theirs.tar')).toBe(
        'Loaded image: theirs:latest\n',
      );
      expect(await inGuest(`${identity} theirs`)).toBe(theirs?.stdout);
      expect(await inGuest('docker import /root/box.tar flat > /dev/null')).toBe('');
      for (const [line, said] of [
        [`${run} flat ${look} 2> /dev/null`, `${seen}theirs\n`],
        [`${run} theirs ${look} 2> /dev/null`, `${seen}theirs\n`],
      ] as const)
        expect(await inGuest(line)).toBe(said);
    } finally {
      await guest.shutdown();
      await rm(folder, { recursive: true });
    }
  },
);
