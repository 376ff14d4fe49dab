// Sizes as docker's flags take them: "512m", "1.5g", "100" (go-units RAMInBytes).

const pattern = /^(\d+(?:\.\d+)?) ?([kKmMgGtTpP])?(?:[iI]?[bB])?$/;
const powers: Readonly<Record<string, number>> = { '': 0, k: 1, m: 2, g: 3, t: 4, p: 5 };

/** Bytes; throws on anything else. */
export function parseBytes(text: string): number {
  const match = pattern.exec(text);
  if (!match) throw new Error(`invalid size: '${text}'`);
  const [, number = '', unit = ''] = match;
  return Math.floor(Number(number) * 1024 ** (powers[unit.toLowerCase()] ?? 0));
}
