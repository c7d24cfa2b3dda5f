import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readJsonStateNow } from '../platform/files/json-state.ts';
import { desktopFolder, metricsFolder } from '../platform/home/paths.ts';

/** The files in which earlier versions kept what is a preference today. */
const earlier = [
  {
    path: (home: string) => join(metricsFolder(home), 'settings.json'),
    names: { intervalMs: 'sampling-interval', watchedIntervalMs: 'watched-interval' },
  },
  {
    path: (home: string) => join(desktopFolder(home), 'exporter.json'),
    names: { enabled: 'metrics', port: 'metrics-port' },
  },
] as const;

/** Preferences of earlier versions by their names today. Their values are checked like those of the file itself. */
export function earlierPreferences(home: string): Readonly<Record<string, unknown>> {
  const found = earlier.flatMap(({ path, names }) => {
    const content = readJsonStateNow(path(home), asRecord);
    return content === null ? [] : Object.entries(names).map(([from, to]) => [to, content[from]] as const);
  });
  return Object.fromEntries(found.filter(([, value]) => value !== undefined));
}

function asRecord(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

/** Only after their values are in the file of preferences. */
export async function removeEarlierFiles(home: string): Promise<void> {
  for (const { path } of earlier) await rm(path(home), { force: true });
}
