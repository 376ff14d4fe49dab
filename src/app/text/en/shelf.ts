import type { shelf } from '../../explore/shelf.ts';

/** Titles of the starting points, and a sentence on what there is to see. */
export const shelfTexts: Readonly<
  Record<(typeof shelf)[number]['id'], readonly [title: string, about: string]>
> = {
  'two-sites': [
    'Two sites on one image',
    'Two web servers share every byte of one image; each keeps only its own page.',
  ],
  'nested-pids': [
    'Nested PID namespaces',
    'A namespace within a namespace: the innermost process has three numbers.',
  ],
  'by-hand': [
    'A container by hand',
    'No docker run: an overlay, a control group, unshare and pivot_root.',
  ],
  'out-of-memory': [
    'An OOM kill',
    'A container asks for more memory than its control group may have.',
  ],
  zombie: ['A zombie', 'Number 1 of a container that does not care for its dead children.'],
  'copy-up': [
    'Copy-up and whiteout',
    'Change one file of an image, delete another, add a third; the image stays as it is.',
  ],
  'one-network': [
    'Two containers, one network',
    'What a pod is: containers that share the network namespace and nothing else.',
  ],
  'own-image': ['An image of your own', 'Build three lines, and see which layers they became.'],
  fifty: ['Fifty containers', 'How much does a container cost? Takes about a minute.'],
};
