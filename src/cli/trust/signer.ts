import { declareCommands } from '../declared.ts';
import type { Group } from '../group.ts';
import { refuseTrust } from './refusal.ts';

const { commands } = declareCommands(
  `
!add OPTIONS NAME REPOSITORY [REPOSITORY...] | Add a signer | 2-
  --key list | Path to the signer's public key file
remove NAME REPOSITORY [REPOSITORY...] | Remove a signer | 2-
  -f, --force | Do not prompt for confirmation before removing the most recent signer
`,
  refuseTrust,
);

export const signer: Group = {
  summary: 'Manage entities who can sign Docker images',
  // Docker's own usage line of "add" ends with a space.
  commands: Object.fromEntries(
    Object.entries(commands).map(([verb, command]) => [
      verb,
      verb === 'add' ? { ...command, usage: `${command.usage} ` } : command,
    ]),
  ),
};
