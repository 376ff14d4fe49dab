/** Milliseconds between the keys of somebody who types well, on average. */
const usual = 42;
/** A line takes no longer than this to type, ms. */
const longest = 2600;

/** Pauses before each character of a line, ms: uneven as hands are, and the same every time. */
export function pausesOf(line: string): number[] {
  const characters = [...line];
  const pause = Math.min(usual, longest / Math.max(1, characters.length));
  return characters.map((character, at) => {
    const after = characters[at - 1];
    const lingers = after === ' ' || after === '|' || after === ';' ? 1.7 : 1;
    return pause * lingers * (0.6 + ((at * 7 + (character.codePointAt(0) ?? 0)) % 9) / 11);
  });
}

/** Whether a row that ends at the cursor is a shell's prompt: "root@fishbowl:~# ", "/ # ", "sh-5.2$ ". */
export function isPrompt(row: string): boolean {
  return /[#$%>] $/.test(row);
}
