import { pageClock } from '../src/backend/clock.ts';
import type { Guest } from '../src/backend/guest.ts';
import { openGuest } from '../src/backend/open-guest.ts';
import { fetchRegistryFile, fileArtifacts } from '../src/guest/files.ts';

/** A fresh built guest in this process, for scripts and tests. */
export async function openNodeGuest(
  onGuest: (guest: Guest) => void = () => undefined,
): Promise<Guest> {
  let opened: Guest | null = null;
  await openGuest({
    artifacts: fileArtifacts(),
    registry: fetchRegistryFile,
    clock: pageClock,
    onProgress: () => undefined,
    onGuest(guest) {
      opened = guest;
      onGuest(guest);
    },
  });
  if (!opened) throw new Error('The guest did not open');
  return opened;
}
