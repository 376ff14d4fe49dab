// How a layer's tar marks deletions (OCI image-spec layer.md, "Whiteouts").

export type Whiteout =
  /** This name is deleted. */
  | { readonly kind: 'file'; readonly name: string }
  /** Everything that lower layers have in this directory is hidden. */
  | { readonly kind: 'opaque' };

const prefix = '.wh.';
const opaqueName = '.wh..wh..opq';
const reserved = '.wh..wh.';

/** What a file name means as a whiteout; null for an ordinary name; 'ignored' for aufs' own files. */
export function parseWhiteout(name: string): Whiteout | 'ignored' | null {
  if (name === opaqueName) return { kind: 'opaque' };
  if (name.startsWith(reserved)) return 'ignored';
  if (name.startsWith(prefix) && name.length > prefix.length) {
    return { kind: 'file', name: name.slice(prefix.length) };
  }
  return null;
}
