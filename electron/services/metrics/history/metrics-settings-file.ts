import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type MetricsSettings, metricsSettings } from '../../../../shared/contract/metrics.ts';
import { writeDurably } from '../../platform/files/durable-write.ts';
import { createFileCache } from '../../platform/files/file-cache.ts';
import { parseState, readCachedSettings } from '../../platform/files/json-state.ts';
import { metricsFolder } from '../../platform/home/paths.ts';

const defaults: MetricsSettings = { intervalMs: 5000, watchedIntervalMs: 1000 };

const pathOf = (home: string) => join(metricsFolder(home), 'settings.json');

/** A damaged file yields the defaults, so that sampling continues. */
const files = createFileCache((text, path) => parseState(path, text, (value) => metricsSettings.parse(value)));

/** The current settings, shared by all clients. */
export function readMetricsSettings(home: string): MetricsSettings {
  return readCachedSettings(files, pathOf(home)) ?? defaults;
}

export async function writeMetricsSettings(home: string, settings: MetricsSettings): Promise<MetricsSettings> {
  await mkdir(metricsFolder(home), { recursive: true, mode: 0o700 });
  await writeDurably(pathOf(home), `${JSON.stringify(settings, null, 2)}\n`);
  return settings;
}
