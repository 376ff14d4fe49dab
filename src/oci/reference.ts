// Image names: the grammar and the normalisation of distribution/reference, as docker 20.10 has them.
import type { Digest } from './digest.ts';

/** A normalised name: every part spelt out. */
export interface Reference {
  /** "docker.io" or "localhost:5000". */
  readonly domain: string;
  /** "library/busybox". */
  readonly path: string;
  readonly tag: string | null;
  readonly digest: Digest | null;
}

export class InvalidReferenceError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvalidReferenceError';
  }
}

const defaultDomain = 'docker.io';
const officialPrefix = 'library/';
const longestName = 255;

// The original's separator allows an empty run of dashes; `-+` spells the same language without backtracking.
const component = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const domainPart = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const domain = `${domainPart}(?:\\.${domainPart})*(?::[0-9]+)?`;
const tag = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}';
const digest = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';
const grammar = new RegExp(
  `^(${domain})/(${component}(?:/${component})*)(?::(${tag}))?(?:@(${digest}))?$`,
);
const identifier = /^[0-9a-f]{64}$/;

/** Parses a name as people type it: "busybox" becomes docker.io/library/busybox, still without a tag. */
export function parseReference(text: string): Reference {
  if (identifier.test(text)) {
    throw new InvalidReferenceError(
      `invalid repository name (${text}), cannot specify 64-byte hexadecimal strings`,
    );
  }
  const [host, rest] = splitDomain(text);
  const name = rest.split(':', 1)[0] ?? '';
  if (name !== name.toLowerCase()) {
    throw new InvalidReferenceError('invalid reference format: repository name must be lowercase');
  }
  const match = grammar.exec(`${host}/${rest}`);
  if (!match) throw new InvalidReferenceError('invalid reference format');
  const [, domain = '', path = '', tag, hash] = match;
  if (domain.length + 1 + path.length > longestName) {
    throw new InvalidReferenceError(
      `repository name must not be more than ${String(longestName)} characters`,
    );
  }
  return { domain, path, tag: tag ?? null, digest: hash === undefined ? null : checkDigest(hash) };
}

/** Adds ":latest" where neither tag nor digest is given. */
export function withDefaultTag(reference: Reference): Reference {
  return reference.tag || reference.digest ? reference : { ...reference, tag: 'latest' };
}

/** "docker.io/library/busybox". */
export function repositoryName(reference: Reference): string {
  return `${reference.domain}/${reference.path}`;
}

/** The shortest name that parses back to the same repository: "busybox". */
export function familiarName(reference: Reference): string {
  if (reference.domain !== defaultDomain) return repositoryName(reference);
  const official = reference.path.startsWith(officialPrefix)
    ? reference.path.slice(officialPrefix.length)
    : reference.path;
  return official.includes('/') ? reference.path : official;
}

/** "busybox:latest". */
export function formatFamiliar(reference: Reference): string {
  return familiarName(reference) + suffix(reference);
}

/** "docker.io/library/busybox:latest". */
export function formatReference(reference: Reference): string {
  return repositoryName(reference) + suffix(reference);
}

function suffix({ tag, digest }: Reference): string {
  return (tag ? `:${tag}` : '') + (digest ? `@${digest}` : '');
}

function splitDomain(text: string): [domain: string, rest: string] {
  const slash = text.indexOf('/');
  const first = text.slice(0, Math.max(slash, 0));
  const hasDomain = slash >= 0 && (/[.:]/.test(first) || first === 'localhost');
  const host = hasDomain && first !== 'index.docker.io' ? first : defaultDomain;
  const rest = hasDomain ? text.slice(slash + 1) : text;
  if (host === defaultDomain && !rest.includes('/')) return [host, officialPrefix + rest];
  return [host, rest];
}

function checkDigest(text: string): Digest {
  if (!text.startsWith('sha256:')) throw new InvalidReferenceError('unsupported digest algorithm');
  if (!/^sha256:[0-9a-f]{64}$/.test(text)) {
    throw new InvalidReferenceError('invalid checksum digest length');
  }
  return text as Digest;
}
