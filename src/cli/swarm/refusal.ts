// What docker says to swarm commands on an engine that is in no swarm; this one never is.
import type { Call } from '../command.ts';
import type { Answer } from '../declared.ts';

export const notManager =
  'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.';

export const refusal = `Error response from daemon: ${notManager}`;

/** Refuses, in the forms that inspect and rm have for several names. */
export const refuseSwarm: Answer = async (call, verb) => {
  const { client, arguments: names } = call;
  const each = names.map(() => refusal).join('\n');
  if (verb === 'inspect') {
    await client.out('[]\n');
    return refuse(call, `Status: ${each}, Code: 1`);
  }
  return refuse(call, verb === 'rm' ? each : refusal);
};

export async function refuse({ client }: Call, sentence: string): Promise<number> {
  await client.err(`${sentence}\n`);
  return 1;
}
