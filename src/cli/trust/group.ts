import { declareCommands } from '../declared.ts';
import type { Group } from '../group.ts';
import { refuseTrust } from './refusal.ts';
import { key } from './key.ts';
import { signer } from './signer.ts';

const { commands } = declareCommands(
  `
!inspect IMAGE[:TAG] [IMAGE[:TAG]...] | Return low-level information about keys and signatures | 1-
  --pretty | Print the information in a human friendly format
revoke IMAGE[:TAG] | Remove trust for an image | 1
  -y, --yes | Do not prompt for confirmation
!sign IMAGE:TAG | Sign an image | 1
  --local | Sign a locally tagged image
`,
  refuseTrust,
);

export const trust: Group = {
  summary: 'Manage trust on Docker images',
  commands: { ...commands, key, signer },
};
