// tar-split: what a layer's tar holds beside its files' data, so that the same bytes can be written again from the files.
import { concatBytes, encodeText } from '../base/bytes.ts';
import { gzip } from './gunzip.ts';
import { readTar } from './tar-read.ts';

/** The record of a tar as docker keeps it in layerdb: JSON lines of raw segments and of files in turn, packed with gzip. */
export async function splitTar(archive: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const lines: string[] = [];
  let position = 0;
  let at = 0;
  const segment = (end: number): void => {
    const payload = formatBase64(archive.subarray(at, end));
    lines.push(`{"type":2,"payload":"${payload}","position":${String(position++)}}\n`);
  };
  for (const { path, data } of readTar(archive)) {
    if (data.length === 0) continue;
    const start = data.byteOffset - archive.byteOffset;
    segment(start);
    const size = String(data.length);
    lines.push(
      `{"type":1,${nameField(path)},"size":${size},"payload":null,"position":${String(position++)}}\n`,
    );
    at = start + data.length;
  }
  if (at < archive.length) segment(archive.length);
  return gzip(concatBytes(lines.map(encodeText)));
}

/** Names that JSON would have to escape stand as bytes. */
function nameField(name: string): string {
  if (/^[ -~]*$/.test(name) && !/["\\<>&]/.test(name)) return `"name":"${name}"`;
  return `"name_raw":"${formatBase64(encodeText(name))}"`;
}

const piece = 0x8000;

function formatBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += piece) {
    binary += String.fromCharCode(...bytes.subarray(at, at + piece));
  }
  return btoa(binary);
}
