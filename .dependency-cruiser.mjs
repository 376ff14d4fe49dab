import { packages, table } from './imports.mjs';

const folders = Object.entries(table).map(([folder, { may, types = [] }]) => ({
  name: `${folder}-imports-only-${may.join('-') || 'nothing'}`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: {
    path: '^src/',
    pathNot: [folder, ...may].map((f) => `^src/${f}/`).concat(types.map((t) => `^src/${t}$`)),
  },
}));

const typesOnly = Object.entries(table).flatMap(([folder, { types = [] }]) =>
  types.map((file) => ({
    name: `${folder}-takes-only-types-from-${file.replace(/\W/g, '-')}`,
    severity: 'error',
    from: { path: `^src/${folder}/` },
    to: { path: `^src/${file}$`, dependencyTypesNot: ['type-only'] },
  })),
);

const homes = Object.entries(packages).map(([pattern, home]) => ({
  name: `package-${pattern.replace(/\W/g, '')}-only-in-${home.join('-')}`,
  severity: 'error',
  from: { path: '^src/', pathNot: home.map((f) => `^src/${f}/`) },
  to: { path: `(^|/)node_modules/${pattern.slice(1)}` },
}));

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'layouts-touch-no-dom',
      severity: 'error',
      from: { path: '^src/views/.*(layout|scene)\\.ts$' },
      to: { path: 'node_modules/d3-(selection|zoom|transition|drag)' },
    },
    {
      name: 'node-only-where-node-runs',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(guest|server)/' },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    ...folders,
    ...typesOnly,
    ...homes,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'svelte', 'browser', 'default', 'types'],
    },
  },
};
