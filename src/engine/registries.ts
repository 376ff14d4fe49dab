import type { Reference } from '../oci/reference.ts';
import { EngineError } from './error.ts';
import type { Registry } from './registry.ts';

/** One registry out of several, chosen by the name's domain. The guest has no way to any other. */
export function registries(byDomain: Readonly<Record<string, Registry>>): Registry {
  const choose = ({ domain }: Pick<Reference, 'domain'>): Registry => {
    const registry = byDomain[domain];
    if (registry) return registry;
    const host = domain.replace(/:\d+$/, '');
    throw new EngineError(
      'system',
      `Get "https://${domain}/v2/": dial tcp: lookup ${host}: no such host`,
    );
  };
  return {
    readManifest: async (repository, tagOrDigest) =>
      choose(repository).readManifest(repository, tagOrDigest),
    listTags: async (repository) => choose(repository).listTags(repository),
    readBlob: async (repository, digest, onProgress) =>
      choose(repository).readBlob(repository, digest, onProgress),
    writer: (repository) => choose(repository).writer?.(repository) ?? null,
    warning: (domain) => choose({ domain }).warning?.(domain) ?? null,
    search: async (domain, term) => choose({ domain }).search(domain, term),
    logIn: async (domain, login) => choose({ domain }).logIn(domain, login),
  };
}
