import type { NetworkAdapter, TcpConnection, TcpPacket } from '../internals.ts';

const patched = new WeakSet<object>();

/**
 * v86's TCP acknowledges a segment that carries both FIN and data, but drops the data, so that the end of a
 * response can be missing. This hands such a segment over as two: its data, then its FIN.
 */
export function patchFin(connection: TcpConnection): void {
  const prototype = Object.getPrototypeOf(connection) as TcpConnection;
  if (patched.has(prototype)) return;
  patched.add(prototype);
  const original = prototype.process;
  prototype.process = function (this: TcpConnection, packet: TcpPacket): void {
    const { tcp, tcp_data: data } = packet;
    if (!tcp.fin || data.length === 0 || tcp.seq !== this.ack) return original.call(this, packet);
    original.call(this, { ...packet, tcp: { ...tcp, fin: false } });
    const fin = { ...tcp, seq: tcp.seq + data.length };
    original.call(this, { ...packet, tcp: fin, tcp_data: new Uint8Array(0) });
  };
}

/** Patches the connections that JavaScript opens; those of the guest are told by the event "tcp-connection". */
export function patchConnect(adapter: NetworkAdapter): void {
  const connect = adapter.connect.bind(adapter);
  adapter.connect = (port) => {
    const connection = connect(port);
    patchFin(connection);
    return connection;
  };
}
