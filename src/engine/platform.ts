/** What this engine is and runs on; said openly by `docker version` and `docker info`. */
export const platform = { os: 'linux', architecture: '386' } as const;

export const engineVersion = '0.1.0';
/** The version of Docker's API and words that this engine follows. */
export const apiVersion = '1.41';
export const followsDocker = '20.10.24';
