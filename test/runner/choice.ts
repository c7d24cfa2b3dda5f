/** The tests of a run, as its filters choose them. */
export interface Choice {
  /** Formatting, lint, folder layers, spelling, types and dead code. */
  readonly checks: boolean;
  /** Projects of test/vitest.config.ts and parts of paths, each empty for all; null without a file of Vitest. */
  readonly vitest: { readonly projects: readonly string[]; readonly filters: readonly string[] } | null;
  /** Files of Playwright, `all`, or null without any. */
  readonly playwright: 'all' | readonly string[] | null;
}

interface Suite {
  /** Names of projects in test/vitest.config.ts. */
  readonly projects: readonly string[];
  readonly has: (file: string) => boolean;
}

const inFolder =
  (...folders: readonly string[]) =>
  (file: string) =>
    folders.some((folder) => file.startsWith(`test/${folder}/`));

const isSpec = (file: string) => /\.spec\.ts$/.test(file);

const isUnit = (file: string) => file.endsWith('.test.ts') && !inFolder('integration', 'field', 'faults')(file);

/**
 * The names that `npm test -- NAME` accepts besides parts of paths. A file may belong to two: the browser tests of
 * test/e2e/field.
 */
const SUITES: Readonly<Record<string, Suite>> = {
  unit: { projects: ['unit'], has: isUnit },
  components: { projects: ['components'], has: (file) => file.endsWith('.test.tsx') },
  integration: { projects: ['integration', 'integration-isolated'], has: inFolder('integration') },
  field: { projects: ['field'], has: inFolder('field', 'e2e/field') },
  faults: { projects: ['faults'], has: inFolder('faults') },
  e2e: { projects: [], has: isSpec },
  static: { projects: [], has: () => false },
};

export const SUITE_NAMES: readonly string[] = Object.keys(SUITES);

/** Other names of `e2e`: a run reports it as "end to end". */
const ALIASES: ReadonlySet<string> = new Set(['end to end', 'end-to-end']);

/**
 * @param filters names of suites and parts of file paths, as typed. A file runs when it belongs to one of the named
 *   suites (all, when none is named) and its path contains one of the parts (any, when there is none)
 * @param files the project's test files, as paths from its root
 * @throws Error with one sentence when a filter is no filter, or a part of a path matches no file
 */
export function chooseTests(filters: readonly string[], files: readonly string[]): Choice {
  if (filters.length === 0) return { checks: true, vitest: { projects: [], filters: [] }, playwright: 'all' };
  const names = [...new Set(filters.map(suiteName).filter((name) => name !== null))];
  const parts = filters.filter((filter) => suiteName(filter) === null).map(partOfPath);
  const suites = names.map((name) => SUITES[name] as Suite);
  const inSuites = files.filter((file) => suites.length === 0 || suites.some(({ has }) => has(file)));
  for (const part of parts) if (!inSuites.some((file) => contains(file, part))) throw new Error(noFile(part, names));
  const chosen = inSuites.filter((file) => parts.length === 0 || parts.some((part) => contains(file, part)));
  const specs = chosen.filter(isSpec);
  return {
    checks: names.includes('static'),
    vitest:
      specs.length < chosen.length ? { projects: suites.flatMap(({ projects }) => projects), filters: parts } : null,
    playwright: specs.length > 0 ? specs : null,
  };
}

function suiteName(filter: string): string | null {
  const name = filter.trim().toLowerCase();
  if (ALIASES.has(name)) return 'e2e';
  return Object.hasOwn(SUITES, name) ? name : null;
}

/** As Vitest matches: ignores case and the system's path separator. */
function partOfPath(filter: string): string {
  if (filter.startsWith('-'))
    throw new Error(`${filter} is an option. npm test takes parts of file paths, and ${listed()}.`);
  const part = filter.trim().replaceAll('\\', '/').replace(/^\.\//, '').toLowerCase();
  if (part === '') throw new Error(`A filter is empty. npm test takes parts of file paths, and ${listed()}.`);
  return part;
}

function contains(file: string, part: string): boolean {
  return file.toLowerCase().includes(part);
}

function noFile(part: string, suites: readonly string[]): string {
  const where = suites.length > 0 ? ` of ${suites.join(' and ')}` : '';
  return `No test file's path${where} contains '${part}'. Name a part of a path, or ${listed()}.`;
}

function listed(): string {
  return `one of the suites ${SUITE_NAMES.slice(0, -1).join(', ')} and ${SUITE_NAMES.at(-1)}`;
}
