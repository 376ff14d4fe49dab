// The platform's own codec works on texts of bytes; declared here so that pure code may use it.
declare function atob(text: string): string;
declare function btoa(text: string): string;

/** The bytes that a base64 text stands for; throws for any other text. */
export function parseBase64(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64);
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

export function formatBase64(bytes: Uint8Array): string {
  let binary = '';
  const piece = 32768; // String.fromCharCode takes so many arguments everywhere
  for (let at = 0; at < bytes.length; at += piece) {
    binary += String.fromCharCode(...bytes.subarray(at, at + piece));
  }
  return btoa(binary);
}
