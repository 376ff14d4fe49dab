import { lendDigest } from '../base/hash.ts';
import { digestAt } from './lent-digest.ts';
import type { Port } from './request.ts';

export interface OwnPorts {
  readonly page: Port;
  /** Answers what the worker asks for (supply.ts). */
  readonly supply: Port;
}

/** The ports that a machine's worker is given in its first message (host.ts); in a frame one more, for SHA-256 (public/machine.html). */
export function ownPorts(): Promise<OwnPorts> {
  return new Promise((resolve, reject) => {
    self.addEventListener(
      'message',
      ({ ports: [page, supply, digest] }) => {
        if (!page || !supply) return reject(new Error('The worker was not given its ports'));
        if (digest) lendDigest(digestAt(digest));
        resolve({ page, supply });
        page.start();
        supply.start();
      },
      { once: true },
    );
  });
}
