// Errors in the client's words.
import { AgentError } from '../agent/agent.ts';
import { EngineError, kernelText } from '../engine/error.ts';

/** "Error response from daemon: …", for what the engine says; anything else is a fault of ours and is thrown on. */
export function daemonText(error: unknown): string {
  if (error instanceof EngineError) return `Error response from daemon: ${error.message}`;
  if (error instanceof AgentError) return `Error response from daemon: ${kernelText(error)}`;
  throw error;
}

/** As `daemonText`, but "Error: No such …" for what does not exist, as docker's client words it in some commands. */
export function missingText(error: unknown): string {
  if (error instanceof EngineError && error.code === 'notFound') return `Error: ${error.message}`;
  return daemonText(error);
}
