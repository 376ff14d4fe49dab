/**
 * Names of the applets in a busybox binary. They stand in it one after another in ASCII order, separated by NUL bytes, so that the
 * foreign program does not have to be run on the host.
 */
export function busyboxApplets(binary: Uint8Array): string[] {
  const bytes = Buffer.from(binary.buffer, binary.byteOffset, binary.byteLength);
  const start = bytes.indexOf('\0[\0[[\0');
  if (start < 0) throw new Error('No table of applets in the busybox binary');
  const names: string[] = [];
  let at = start + 1;
  for (;;) {
    const end = bytes.indexOf(0, at);
    const name = bytes.subarray(at, end).toString('latin1');
    const last = names.at(-1);
    if (!/^[[\w.-]+$/.test(name) || (last !== undefined && name <= last)) return names;
    names.push(name);
    at = end + 1;
  }
}
