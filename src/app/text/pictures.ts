/** Words of the bars above single pictures. */
export const pictureTexts = {
  layers: {
    first: 'Which overlay or image to show',
    beside: 'Compare with…',
    away: 'Take away',
    none: 'Nothing to show yet',
    filter: 'Which names to show',
    filters: {
      all: 'All',
      changed: 'Touched',
      added: 'Added',
      modified: 'Changed',
      deleted: 'Deleted',
    },
  },
  log: {
    command: 'Which command',
    latest: 'The last command',
    all: 'Everything that is kept',
    groups: 'Which requests',
    names: {
      process: 'Processes',
      exec: 'Exec',
      namespace: 'Namespaces',
      mount: 'Mounts',
      cgroup: 'Control groups',
      network: 'Network',
      signal: 'Signals',
    },
    copy: 'Copy',
    copied: 'Copied',
  },
  parts: {
    command: 'Which docker command',
    latest: 'The last docker command',
    where: 'Where Docker runs',
    places: { page: 'In this page', linux: 'On Linux', desktop: 'On macOS and Windows' },
    drawing: 'A drawing for comparison, not measured here',
  },
  versions: {
    title: 'Versions of this file',
    pick: 'Which layer’s version',
    cut: 'its first 64 KiB',
    same: 'the same bytes',
    differ: (count: number) => (count === 1 ? '1 line differs' : `${String(count)} lines differ`),
    reading: 'The file is being read…',
  },
};
