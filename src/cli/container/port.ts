import type { Container } from '../../engine/container.ts';
import type { PortBinding } from '../../engine/host-config.ts';
import { type Command, CommandError } from '../command.ts';
import { missingText } from '../failure.ts';

export const port: Command = {
  usage: 'CONTAINER [PRIVATE_PORT[/PROTO]]',
  summary: 'List port mappings or a specific mapping for the container',
  flags: [],
  takes: { least: 1, most: 2 },
  run: async (call) => {
    const [name = '', wanted] = call.arguments;
    const container = await call.engine.containers.resolve(name).catch((error: unknown) => {
      throw new CommandError(missingText(error));
    });
    const ports = container.file.NetworkSettings.Ports;
    const lines =
      wanted === undefined
        ? allLines(ports)
        : oneLines(ports, { name, wanted: wanted.toLowerCase() });
    await call.client.out(lines.map((line) => `${line}\n`).join(''));
    return 0;
  },
};

type Ports = Container['file']['NetworkSettings']['Ports'];

const bindingText = ({ HostIp, HostPort }: PortBinding): string => `${HostIp}:${HostPort}`;

function allLines(ports: Ports): string[] {
  return Object.entries(ports)
    .flatMap(([text, bindings]) =>
      (bindings ?? []).map((each) => `${text} -> ${bindingText(each)}`),
    )
    .sort(compareNaturally);
}

function oneLines(
  ports: Ports,
  { name, wanted }: { readonly name: string; readonly wanted: string },
): string[] {
  const [number = '', protocol = 'tcp'] = wanted.split('/');
  if (!/^\d+$/.test(number)) {
    throw new CommandError(`strconv.ParseUint: parsing ${JSON.stringify(number)}: invalid syntax`);
  }
  const key = `${number}/${protocol}`;
  const bindings = ports[key] ?? [];
  if (bindings.length > 0) return bindings.map(bindingText);
  throw new CommandError(`Error: No public port '${key}' published for ${name}`);
}

/** Numbers in the text by their size, everything else by its letters. */
function compareNaturally(one: string, other: string): number {
  const split = (text: string): string[] => text.match(/\d+|\D/g) ?? [];
  const [left, right] = [split(one), split(other)];
  for (const [at, part] of left.entries()) {
    const against = right[at] ?? '';
    const difference = /\d/.test(part) && /\d/.test(against) ? Number(part) - Number(against) : 0;
    if (difference !== 0) return difference;
    if (part !== against) return part < against ? -1 : 1;
  }
  return left.length - right.length;
}
