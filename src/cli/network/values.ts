/** "k=v" settings by name; one without "=" is empty. */
export function keyValues(list: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    list.map((each) => {
      const [name = '', value = ''] = each.split(/=(.*)/s);
      return [name, value];
    }),
  );
}

/** Flags that may be repeated and hold several values, with commas between. */
export function commaList(list: readonly string[]): string[] {
  return list.flatMap((each) => each.split(',')).filter((each) => each !== '');
}
