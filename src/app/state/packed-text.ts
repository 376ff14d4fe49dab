/** A text in few bytes. */
export type PackedText = Uint8Array<ArrayBuffer>;

export function packText(text: string): Promise<PackedText> {
  return read(new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'))).then(
    (buffer) => new Uint8Array(buffer),
  );
}

export async function unpackText(packed: PackedText): Promise<string> {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new TextDecoder().decode(await read(stream));
}

function read(stream: ReadableStream): Promise<ArrayBuffer> {
  return new Response(stream).arrayBuffer();
}
