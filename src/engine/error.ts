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
