import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached, keyOf } from '../src/guest/cache.ts';
import { extractPackages, fetchPackages } from '../src/guest/debian.ts';
import { linkLibraries } from '../src/guest/libraries.ts';

const names = ['chromium', 'fonts-dejavu-core', 'fonts-liberation'];

/** Path of a Chromium to test with: the host's, else Debian's packages run from the cache. Nothing is installed. */
export async function findChromium(say: (text: string) => void): Promise<string> {
  const own = process.env['FISHBOWL_CHROMIUM'] ?? '/usr/bin/chromium';
  if (existsSync(own)) return own;
  const set = { architecture: 'amd64', names, closure: true } as const;
  const prefix = await extractPackages(await fetchPackages(set, say), 'amd64');
  const folder = await cached('chromium', keyOf('chromium-1', prefix), async (draft) => {
    await linkLibraries(prefix, join(draft, 'lib'));
    await mkdir(join(draft, 'fonts'));
    await writeFile(join(draft, 'fonts/fonts.conf'), fontsConfig(prefix));
    await writeFile(join(draft, 'chromium'), launcher(prefix), { mode: 0o755 });
  });
  return join(folder, 'chromium');
}

function fontsConfig(prefix: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>${prefix}/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <alias><family>sans-serif</family><prefer><family>DejaVu Sans</family></prefer></alias>
  <alias><family>serif</family><prefer><family>DejaVu Serif</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
</fontconfig>
`;
}

function launcher(prefix: string): string {
  return `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
export LD_LIBRARY_PATH="$here/lib"
export FONTCONFIG_FILE="$here/fonts/fonts.conf"
export CHROME_WRAPPER="$0"
exec ${prefix}/usr/lib/chromium/chromium "$@"
`;
}
