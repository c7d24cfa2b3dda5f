// Which folder may import which: `npm run lint` fails on an import that points the wrong way.
// Each list is in order: a folder imports only the folders before it. Why: docs/decisions/folders-in-layers.md.

const services = [
  'platform',
  'preferences',
  'passwords',
  'redis',
  'operations',
  'updates',
  'ports',
  'runtimes',
  'instances',
  'scratch',
  'backups',
  'schedules',
  'live',
  'metrics',
  'activity',
  'alerts',
  'exporter',
  'server',
  'settings',
  'tls',
  'kubernetes',
  'companions',
  'tenants',
  'projects',
  'keyspace',
  'modules',
  'benchmark',
  'console',
  'messaging',
  'logs',
  'diagnostics',
  'recovery',
];

const terminal = ['flags', 'format', 'cli', 'completion', 'actions'];

const renderer = ['lib', 'theme', 'client', 'components', 'commands', 'features', 'app'];

const features = [
  'instances',
  'tenants',
  'settings',
  'schedules',
  'backups',
  'activity',
  'alerts',
  'charts',
  'logs',
  'server',
  'keys',
  'key-history',
  'compare',
  'pubsub',
  'console',
  'diagnostics',
  'benchmark',
  'integration',
  'preferences',
  'first-run',
  'summary',
];

/** One rule a folder: it imports none of the folders after it. */
function layers(root, folders) {
  return folders.slice(0, -1).map((folder, index) => ({
    name: `upward-import:${root}/${folder}`,
    comment: `Order: ${folders.join(', ')}. Move the shared part to a lower folder, or pass it in from above.`,
    severity: 'error',
    from: { path: `^${root}/${folder}/` },
    to: { path: `^${root}/(${folders.slice(index + 1).join('|')})/` },
  }));
}

/** Every folder below a root has its place in the list. */
function listed(root, folders) {
  return {
    name: `folder-without-place:${root}`,
    comment: 'Give a new folder its place in the order of .dependency-cruiser.cjs.',
    severity: 'error',
    from: {},
    to: { path: `^${root}/[^/]+/`, pathNot: `^${root}/(${folders.join('|')})/` },
  };
}

/** Files below one path import nothing below the others. */
function apart(name, from, to, comment) {
  return { name, comment, severity: 'error', from: { path: from }, to: { path: to } };
}

module.exports = {
  forbidden: [
    ...layers('electron/services', services),
    listed('electron/services', services),
    ...layers('electron/terminal', terminal),
    listed('electron/terminal', terminal),
    ...layers('renderer', renderer),
    listed('renderer', [...renderer, 'public']),
    ...layers('renderer/features', features),
    listed('renderer/features', features),
    ...layers('shared', ['format', 'contract', 'benchmark']),
    apart(
      'services-know-no-client',
      '^electron/services/',
      '^(electron/(rpc|serve|terminal|desktop|launch)/|electron/[^/]+\\.ts$|renderer/)|node_modules/electron/',
      'A service knows neither electron nor rpc, nor a client. Pass in what it needs (create-services.ts).',
    ),
    apart(
      'rpc-knows-no-client',
      '^electron/rpc/',
      '^(electron/(serve|terminal|desktop|launch)/|renderer/)',
      'rpc carries the contract for every client and knows none of them.',
    ),
    apart(
      'view-and-core-share-only-the-contract',
      '^renderer/',
      '^electron/',
      'The view reaches the core by the contract in shared/.',
    ),
    apart('core-and-view-share-only-the-contract', '^electron/', '^renderer/', 'The core knows no view.'),
    apart('shared-imports-no-program', '^shared/', '^(electron|renderer|test|resources)/', 'shared/ is used by all.'),
    {
      name: 'circle-between-folders',
      comment: 'Two folders that need each other are one folder, or hide a third.',
      severity: 'error',
      scope: 'folder',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    parser: 'tsc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    // Tests may use whatever they test and the parts of test/ that it needs.
    exclude: { path: '\\.test(-d)?\\.tsx?$|\\.(css|json|svg|png)$' },
    cache: { folder: 'node_modules/.cache/dependency-cruiser', strategy: 'content' },
  },
};
