// The import table of the design, stated once: folder -> the folders of src/ that it may import.
// `types` lists single files that may be imported from elsewhere, for their types only.
export const table = {
  base: { may: [] },
  world: { may: ['base'] },
  oci: { may: ['base'] },
  agent: { may: ['base'] },
  registry: { may: ['oci', 'base'] },
  machine: { may: ['base'] },
  engine: { may: ['oci', 'agent', 'base'] },
  cli: { may: ['engine', 'oci', 'agent', 'base'] },
  observer: { may: ['world', 'base'], types: ['agent/record.ts', 'engine/event.ts'] },
  lesson: { may: ['world', 'base'] },
  views: { may: ['world', 'base'] },
  backend: {
    may: ['base', 'world', 'oci', 'agent', 'machine', 'engine', 'cli', 'observer', 'registry'],
  },
  app: { may: ['backend', 'views', 'lesson', 'world', 'base'] },
  guest: { may: ['base', 'oci', 'machine', 'agent'] },
};

// Packages with one home: pattern of the package -> the folders of src/ that may import it.
export const packages = {
  '^v86': ['machine'],
  '^d3-(selection|zoom|transition|drag)': ['views'],
  '^d3-': ['views'],
  '^(svelte|@xterm/)': ['app'],
  '^@noble/': ['base'],
};
