import type { Agent } from '../agent/agent.ts';
import type { Stop } from '../base/events.ts';
import type { Engine } from '../engine/engine.ts';
import { serveSession } from './client.ts';
import { dispatch } from './dispatch.ts';

/** Answers every docker client in the guest. */
export function serveClients(agent: Agent, engine: Engine): Stop {
  return agent.onClient((session) => {
    serveSession(session, (client) => dispatch(engine, client));
  });
}
