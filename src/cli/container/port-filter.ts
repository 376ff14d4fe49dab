// `--filter publish=` and `expose=`: a port, or a range of ports, perhaps with a protocol.
import type { Container } from '../../engine/container.ts';
import { EngineError } from '../../engine/error.ts';

const protocols = ['tcp', 'udp', 'sctp'];
const mostPorts = 65535;

/** A test whether any of a container's ports ("80/tcp") was asked for. */
export function fitsPorts(
  conditions: readonly string[],
  name: string,
  portsOf: (container: Container) => readonly string[],
): (container: Container) => boolean {
  if (conditions.length === 0) return () => true;
  const wanted = new Set(conditions.flatMap((text) => parsePorts(text, name)));
  return (container) => portsOf(container).some((port) => wanted.has(port));
}

function parsePorts(text: string, name: string): string[] {
  const [range = '', protocol = 'tcp'] = text.split(/\/(.*)/s);
  const fail = (why: string): never => {
    throw new EngineError('invalid', `error while looking up for ${name} ${text}: ${why}`);
  };
  if (!protocols.includes(protocol.toLowerCase())) return fail(`invalid proto: ${protocol}`);
  const [first = '', last = first] = range.split(/-(.*)/s);
  const [from = 0, to = 0] = [first, last].map((port) => {
    const quoted = JSON.stringify(port);
    if (range === '') return fail('empty string specified for ports.');
    if (!/^\d+$/.test(port)) return fail(`strconv.ParseUint: parsing ${quoted}: invalid syntax`);
    if (Number(port) > mostPorts) {
      return fail(`strconv.ParseUint: parsing ${quoted}: value out of range`);
    }
    return Number(port);
  });
  if (to < from) return fail(`invalid range specified for port: ${range}`);
  return Array.from({ length: to - from + 1 }, (_, at) => `${String(from + at)}/${protocol}`);
}
