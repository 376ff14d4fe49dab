import type { Digest } from '../base/hash.ts';

/** SHA-256 by machine.html at the other end of a port: a page on a secure site has what a worker without an origin has not. */
export function digestAt(port: MessagePort): Digest {
  const waiting = new Map<number, (hash: ArrayBuffer) => void>();
  let lastId = 0;
  port.onmessage = ({
    data,
  }: MessageEvent<{ readonly id: number; readonly hash: ArrayBuffer }>) => {
    waiting.get(data.id)?.(data.hash);
    waiting.delete(data.id);
  };
  return (bytes) =>
    new Promise((resolve) => {
      const id = ++lastId;
      waiting.set(id, resolve);
      const copy = bytes.slice();
      port.postMessage({ id, bytes: copy }, [copy.buffer]);
    });
}
