import type { NetworkAdapter } from '../internals.ts';

const refusal = 'There is no network beyond this machine.\n';

/** v86 fetches for the guest whatever it asks for on port 80 of any address. The guest has no way out: it is refused. */
export function patchFetch(adapter: NetworkAdapter): void {
  adapter.fetch = () =>
    Promise.resolve(new Response(refusal, { status: 502, statusText: 'Bad Gateway' }));
}
