import { tarEntries, Tree } from '../tree.ts';
import { cmdStep, defaultPath, type ImageRecipe } from './recipe.ts';

/** `hello-world`: one program that greets. */
export function helloImage(binary: Uint8Array): ImageRecipe {
  const tree = new Tree();
  tree.file('hello', binary, 0o755);
  return {
    name: 'library/hello-world',
    description: 'One small program that greets',
    tags: ['latest'],
    steps: [{ createdBy: 'COPY hello /', layer: tarEntries(tree) }, cmdStep(['/hello'])],
    config: { Env: [defaultPath], Cmd: ['/hello'] },
  };
}
