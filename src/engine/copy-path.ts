// Paths as `docker cp` reads them, where a trailing slash or dot has a meaning (archive.SplitPathDirEntry).

/** "/a/b/../c/" as "/a/c". */
export function cleanPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** Directory and last component; "/etc/." is "." in "/etc". */
export function splitEntry(path: string): { directory: string; base: string } {
  const clean = cleanPath(path);
  if (isSelf(path)) return { directory: clean, base: '.' };
  return { directory: clean.slice(0, clean.lastIndexOf('/')) || '/', base: baseName(clean) || '/' };
}

/** "/etc/." is what is in "/etc", and so is "/etc/./". */
export function isSelf(path: string): boolean {
  return baseName(path.replace(/\/+$/, '')) === '.';
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Whether the path can only mean a directory. */
export function endsAsDirectory(path: string): boolean {
  return path.endsWith('/') || isSelf(path);
}
