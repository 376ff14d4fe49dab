import type { LayerFile } from './model.ts';

type Mode = Pick<LayerFile, 'mode'>;

export const isDirectory = ({ mode }: Mode): boolean => mode >> 12 === 0o4;
export const isRegular = ({ mode }: Mode): boolean => mode >> 12 === 0o10;

/** How overlayfs notes that a name is gone: a character device 0, 0. */
export const isWhiteout = ({ mode, rdev }: LayerFile): boolean =>
  mode >> 12 === 0o2 && rdev[0] === 0 && rdev[1] === 0;
