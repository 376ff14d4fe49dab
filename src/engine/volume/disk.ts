import { dockerRoot } from '../disk.ts';

export const volumeDisk = {
  root: `${dockerRoot}/volumes`,
  directory: (name: string): string => `${volumeDisk.root}/${name}`,
  content: (name: string): string => `${volumeDisk.root}/${name}/_data`,
  /** Labels and options of all volumes (docker keeps these in a database beside). */
  metadata: `${dockerRoot}/volumes/metadata.json`,
};
