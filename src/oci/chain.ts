// Chain ids name a stack of layers by its content (OCI image-spec, config.md, "Layer ChainID").
import { encodeText } from '../base/bytes.ts';
import { type Digest, sha256 } from './digest.ts';

/** Chain id of each layer with all layers below it; diff ids and answers base first. */
export async function chainIds(diffIds: readonly Digest[]): Promise<Digest[]> {
  const chain: Digest[] = [];
  for (const diffId of diffIds) {
    const parent = chain.at(-1);
    chain.push(parent ? await sha256(encodeText(`${parent} ${diffId}`)) : diffId);
  }
  return chain;
}
