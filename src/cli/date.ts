// Times in the forms that docker's lists show.

/** "2026-11-23 14:29:03 +0000 UTC", of seconds. */
export function formatSecond(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} +0000 UTC`;
}

/** "2026-11-23 13:53:29.446235302 +0000 UTC": Go's own form, without trailing zeros. */
export function formatGoTime(rfc3339: string): string {
  const [, day = '', time = '', fraction = ''] =
    /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.(\d+))?/.exec(rfc3339) ?? [];
  const digits = fraction.replace(/0+$/, '');
  return `${day} ${time}${digits ? `.${digits}` : ''} +0000 UTC`;
}
