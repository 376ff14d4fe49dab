import { EngineError } from '../error.ts';

/** A step's program ended with another code than 0: that of the build. */
export class StepError extends Error {
  readonly exit: number;
  constructor(message: string, exit: number) {
    super(message);
    this.name = 'StepError';
    this.exit = exit;
  }
}

/** A flag that only the newer builder understands. */
export function needsBuildKit(flag: string): EngineError {
  return new EngineError(
    'invalid',
    `the --${flag} option requires BuildKit. Refer to https://docs.docker.com/go/buildkit/ to learn how to build images with BuildKit enabled`,
  );
}
