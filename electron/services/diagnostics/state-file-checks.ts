import { join, relative } from 'node:path';
import type { Check } from '../../../shared/contract/diagnostics.ts';
import { requireAnswer } from '../platform/files/file-answers.ts';
import { parseState, setAsideName } from '../platform/files/json-state.ts';
import { namesIn, readableNamesIn } from '../platform/files/names-in.ts';
import { isUnreadable, readStateBytesNow } from '../platform/files/state-file.ts';
import { desktopFolder, metricsFolder } from '../platform/home/paths.ts';

const CONSOLE_HISTORY = 'console-history';
/** State files of the app that have no extension of their own. */
const otherNames: ReadonlySet<string> = new Set(['browser-session', 'app.log', CONSOLE_HISTORY]);

/** No size limit: only readability counts here. */
const options = { binary: true, largestBytes: Number.POSITIVE_INFINITY } as const;

/**
 * Reports unreadable state files, and damaged ones that were renamed. Files of an instance, such as redis.conf, are
 * reported with the instance.
 */
export async function stateFileChecks(home: string): Promise<readonly Check[]> {
  const folders = foldersOf(home);
  const found = folders.flatMap((folder) => filesIn(folder).map((name) => ({ path: join(folder.path, name), name })));
  const checks = await Promise.all(found.map(({ path, name }) => checkOf(home, path, name)));
  return checks.filter((check) => check !== null);
}

/** Files that were set aside, relative to the home. */
export function setAsideFiles(home: string): readonly string[] {
  return foldersOf(home).flatMap(({ path }) =>
    filesIn({ path, holds: () => false }).map((name) => relative(home, join(path, name))),
  );
}

interface StateFolder {
  readonly path: string;
  readonly holds: (name: string) => boolean;
}

function foldersOf(home: string): readonly StateFolder[] {
  const desktop = desktopFolder(home);
  const within = (name: string, extension: string): StateFolder => ({
    path: join(desktop, name),
    holds: (file) => file.endsWith(extension),
  });
  const tenants = namesIn(join(home, 'clients')).map((id) => join(home, 'clients', id));
  const inEach = (parent: string, holds: StateFolder['holds']): readonly StateFolder[] =>
    readableNamesIn(parent).map((name) => ({ path: join(parent, name), holds }));
  return [
    { path: home, holds: (name) => /^port-registry\.json(\.lock)?$/.test(name) },
    {
      path: desktop,
      holds: (name) => /\.(json|jsonl|lock)$/.test(name) || otherNames.has(name),
    },
    { path: metricsFolder(home), holds: (name) => name === 'settings.json' },
    within('locks', '.lock'),
    within('journal', '.jsonl'),
    within('undo', '.json'),
    within('activity', '.jsonl'),
    within('kills', '.json'),
    within('diagnoses', '.json'),
    ...inEach(join(desktop, 'benchmarks'), (name) => name.endsWith('.json')),
    ...inEach(join(desktop, 'undo-packs'), (name) => name === 'pack.json'),
    ...inEach(join(desktop, 'destroyed'), (name) => name === 'destroyed.json'),
    // Only renamed files and the console's: the others are reported with their instance.
    { path: join(desktop, 'processes'), holds: () => false },
    ...tenants.map((path) => ({ path, holds: () => false })),
    ...tenants.map((path) => ({ path: join(path, 'redis'), holds: (name: string) => name === CONSOLE_HISTORY })),
  ];
}

function filesIn({ path, holds }: StateFolder): readonly string[] {
  return readableNamesIn(path).filter((name) => holds(name) || setAsideName.test(name));
}

async function checkOf(home: string, path: string, name: string): Promise<Check | null> {
  const shown = relative(home, path);
  if (setAsideName.test(name)) {
    const original = name.replace(setAsideName, '');
    return {
      id: `set-aside-${shown}`,
      title: `File ${original}`,
      level: 'warn',
      detail: `${original} was damaged. It was set aside as ${shown}, and the app continues with a new file.`,
      fix: 'Back up and rebuild it.',
      remedy: { action: 'rebuild-files', flags: {} },
    };
  }
  try {
    await requireAnswer(path);
    const bytes = readStateBytesNow(path, options);
    if (bytes !== null && name.endsWith('.json')) parseState(path, bytes.toString('utf8'), () => name);
    return null;
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    const { detail, fix } = error.data;
    return {
      id: `file-${shown}`,
      title: `File ${name}`,
      level: 'fail',
      detail: `${shown} cannot be read: ${detail}.`,
      fix: fix ?? 'Move it away; the app creates a new one.',
    };
  }
}
