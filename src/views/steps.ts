/** What is less is not worth a word, bytes. */
const least = 1e6;

/** The steps in which figures are told that change all the time: 1, 2, 5, 10, 20, 50 … MB; 0 for less. */
export function stepOf(bytes: number): number {
  if (bytes < least) return 0;
  const power = 10 ** Math.floor(Math.log10(bytes));
  return (bytes < 2 * power ? 1 : bytes < 5 * power ? 2 : 5) * power;
}
