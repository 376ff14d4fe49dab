import { declareCommands } from '../declared.ts';
import type { Group } from '../group.ts';
import { refuseTrust } from './refusal.ts';

export const key: Group = {
  summary: 'Manage keys for signing Docker images',
  ...declareCommands(
    `
!generate NAME | Generate and load a signing key-pair | 1
  --dir string | Directory to generate key in, defaults to current directory
load KEYFILE | Load a private key file for signing | 1
  --name string | Name for the loaded key | "signer"
`,
    refuseTrust,
  ),
};
