// -p, -P and --expose: ports as docker writes them (the rules of go-connections/nat).
import type { PortBinding } from '../../engine/host-config.ts';
import type { FlagValues } from '../flag.ts';

export interface PortOptions {
  /** By "80/tcp". */
  readonly exposed: Readonly<Record<string, object>>;
  readonly bindings: Readonly<Record<string, readonly PortBinding[]>>;
}

/** Reads the flags; throws docker's sentence for one that makes no sense. */
export function portOptions(flags: FlagValues): PortOptions {
  const exposed: Record<string, object> = {};
  const bindings: Record<string, PortBinding[]> = {};
  for (const text of flags.list('publish'))
    for (const { port, binding } of parsePublish(text)) {
      exposed[port] = {};
      (bindings[port] ??= []).push(binding);
    }
  for (const text of flags.list('expose'))
    for (const port of parseExpose(text)) exposed[port] ??= {};
  return { exposed, bindings };
}

interface Published {
  readonly port: string;
  readonly binding: PortBinding;
}

/** One -p: "[[ip:][host]:]container[/protocol]", each port also a range. */
export function parsePublish(text: string): Published[] {
  const plain = text.includes('=') ? fromLongForm(text) : text;
  const parts = plain.split(':');
  const last = parts.pop() ?? '';
  const hostPort = parts.pop() ?? '';
  const ip = parseIp(parts.join(':'));
  const [container, protocol] = splitProtocol(last);
  if (container === '') throw new Error(`No port specified: ${plain}<empty>`);
  const inside = parseRange(container);
  if (!inside) throw new Error(`Invalid containerPort: ${container}`);
  const outside = hostPort === '' ? null : parseRange(hostPort);
  if (hostPort !== '' && !outside) throw new Error(`Invalid hostPort: ${hostPort}`);
  const isSingle = inside.first === inside.last;
  if (outside && !isSingle && sizeOf(outside) !== sizeOf(inside)) {
    throw new Error(
      `Invalid ranges specified for container and host Ports: ${container} and ${hostPort}`,
    );
  }
  checkProtocol(protocol);
  return Array.from({ length: sizeOf(inside) }, (_, step) => ({
    port: `${String(inside.first + step)}/${protocol.toLowerCase()}`,
    binding: { HostIp: ip, HostPort: outside ? hostPortText(outside, isSingle, step) : '' },
  }));
}

interface Range {
  readonly first: number;
  readonly last: number;
}

const sizeOf = ({ first, last }: Range): number => last - first + 1;

/** A range of host ports for one container port is left for the engine to choose from. */
function hostPortText({ first, last }: Range, isSingle: boolean, step: number): string {
  return isSingle && first !== last ? `${String(first)}-${String(last)}` : String(first + step);
}

/** "published=8080,target=80,protocol=tcp" as "8080:80/tcp". */
function fromLongForm(text: string): string {
  const fields = new Map(
    text.split(',').map((field) => field.split(/=(.*)/s, 2) as [string, string]),
  );
  for (const [name, value] of fields) {
    if (value === undefined) throw new Error(`invalid field ${name}`);
    if (!['published', 'target', 'protocol', 'mode'].includes(name))
      throw new Error(`invalid field key ${name}`);
  }
  const target = fields.get('target') ?? '';
  return `${fields.get('published') ?? ''}:${target}/${fields.get('protocol') ?? 'tcp'}`;
}

function parseIp(text: string): string {
  const inner = /^\[(.*)\]$/.exec(text)?.[1];
  if (inner === undefined && text.includes(':')) {
    throw new Error(`Invalid ip address ${text}: address ${text}:: too many colons in address`);
  }
  const ip = inner ?? text;
  if (ip !== '' && !isAddress(ip)) throw new Error(`Invalid ip address: ${ip}`);
  return ip;
}

/** An address of IPv4 or IPv6. */
export function isAddress(text: string): boolean {
  if (!text.includes(':')) {
    const parts = text.split('.');
    return (
      parts.length === 4 &&
      parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)
    );
  }
  return /^[0-9a-fA-F:.]+$/.test(text) && URL.canParse(`http://[${text}]/`);
}

function splitProtocol(text: string): [port: string, protocol: string] {
  const [port = '', protocol = ''] = text.split('/', 2);
  return [port, protocol || 'tcp'];
}

function checkProtocol(protocol: string): void {
  if (!['tcp', 'udp', 'sctp'].includes(protocol.toLowerCase()))
    throw new Error(`Invalid proto: ${protocol}`);
}

function parseRange(text: string): Range | null {
  const [, from = '', to = from] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  const [first, last] = [Number(from), Number(to)];
  return from !== '' && first <= 65535 && last <= 65535 && first <= last ? { first, last } : null;
}

function parseExpose(text: string): string[] {
  if (text.includes(':')) throw new Error(`invalid port format for --expose: ${text}`);
  const [ports, protocol] = splitProtocol(text);
  const range = parseRange(ports);
  if (!range)
    throw new Error(`invalid range format for --expose: ${text}, error: ${rangeFault(ports)}`);
  return Array.from(
    { length: sizeOf(range) },
    (_, step) => `${String(range.first + step)}/${protocol.toLowerCase()}`,
  );
}

function rangeFault(text: string): string {
  if (text === '') return 'Empty string specified for ports.';
  const [from = '', to = from] = text.split('-');
  for (const part of [from, to]) {
    const why = /^\d+$/.test(part) ? 'value out of range' : 'invalid syntax';
    if (!/^\d+$/.test(part) || Number(part) > 65535)
      return `strconv.ParseUint: parsing ${JSON.stringify(part)}: ${why}`;
  }
  return `Invalid range specified for the Port: ${text}`;
}
