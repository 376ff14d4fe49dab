// The worker that supplies machines: what it fetches and keeps for them passes by the page, which is busy drawing.
import { supply, type SupplyOrder } from './supply.ts';

self.addEventListener('message', ({ data, ports: [port] }: MessageEvent<SupplyOrder>) => {
  if (!port) throw new Error('Nobody is to be supplied');
  supply(port, data);
  port.start();
});
