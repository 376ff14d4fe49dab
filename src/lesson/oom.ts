import type { Request, World } from '../world/model.ts';
import { tracedThread } from '../world/traced.ts';

/**
 * Processes that the kernel killed because there was no memory left for them. It also kills, with the same signal, what is left
 * in a PID namespace whose number 1 has ended: the sender then is that number 1, on its way out.
 */
export function oomKills({ requests }: World): Request[] {
  return requests.filter((request, index) => {
    const [signal] = request.arguments;
    if (request.call !== 'kill' || request.pid !== 0 || signal !== '9') return false;
    const sender = tracedThread(request.evidence)?.tid;
    return !requests.slice(0, index).some(({ call, pid }) => call === 'exit' && pid === sender);
  });
}
