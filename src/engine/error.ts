import type { AgentError } from '../agent/agent.ts';

/** What kind of failure it is, as docker's API tells it by status: 404, 409, 400, 403, 500. */
export type EngineErrorCode = 'notFound' | 'conflict' | 'invalid' | 'forbidden' | 'system';

/** A failure that the person should see, in docker's own words. */
export class EngineError extends Error {
  readonly code: EngineErrorCode;
  constructor(code: EngineErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EngineError';
    this.code = code;
  }
}

/** What the kernel refused, as Go words it: "write /file: no space left on device". */
export function kernelText({ message }: AgentError): string {
  const [, what, why] = /^Cannot (.*): ([^:]+)$/s.exec(message) ?? [];
  if (what === undefined || why === undefined) return message;
  return `${what}: ${why.charAt(0).toLowerCase()}${why.slice(1)}`;
}
