/** What this computer lacks, said so that a person knows what to do. */
export class HostError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'HostError';
  }
}

/** The guest cannot be built here: how to build it elsewhere. */
export function notDebian(options?: ErrorOptions): HostError {
  return new HostError(
    `Fishbowl's guest is built from Debian's packages, with apt of Debian 12 (bookworm) on x86-64.
This computer has no apt with bookworm sources. Build in a container instead:

    docker run --rm -it -v "$PWD":/fishbowl -w /fishbowl node:20-bookworm npm run build

The built folder dist/ then runs on any web server, on any system, for example: npx serve dist`,
    options,
  );
}
