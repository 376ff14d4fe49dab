import type { Agent } from '../agent/agent.ts';
import type { Stop } from '../base/events.ts';
import type { Engine } from '../engine/engine.ts';
import { serveSession } from './client.ts';
import { dispatch } from './dispatch.ts';
import { answerRequest, serveHttp } from './http.ts';
import { toldClient } from './told-client.ts';

/** Answers every docker client in the guest, and whoever speaks HTTP instead. */
export function serveClients(agent: Agent, engine: Engine): Stop {
  return agent.onClient((session) => {
    serveHttp(session, (request) => answerRequest(engine, request));
    serveSession(session, (client) => {
      const told = toldClient(engine.traffic, client);
      return { exit: dispatch(engine, told.client), ended: told.ended };
    });
  });
}
