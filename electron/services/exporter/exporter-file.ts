import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { DEFAULT_EXPORTER_PORT } from '../../../shared/contract/exporter.ts';
import { port } from '../../../shared/contract/values.ts';
import { writeDurably } from '../platform/files/durable-write.ts';
import { createFileCache } from '../platform/files/file-cache.ts';
import { parseState, readCachedSettings } from '../platform/files/json-state.ts';
import { desktopFolder } from '../platform/home/paths.ts';

/** The user's settings, shared by all clients of a home. */
const content = z.object({ enabled: z.boolean(), port });
export type ExporterSettings = z.infer<typeof content>;

const fallback: ExporterSettings = { enabled: false, port: DEFAULT_EXPORTER_PORT };
// A damaged file counts as disabled.
const files = createFileCache((text, path) => parseState(path, text, (value) => content.parse(value)));

const pathOf = (home: string) => join(desktopFolder(home), 'exporter.json');

/** Disabled by default. Cached until the file changes. */
export function readExporterSettings(home: string): ExporterSettings {
  return readCachedSettings(files, pathOf(home)) ?? fallback;
}

export async function writeExporterSettings(home: string, settings: ExporterSettings): Promise<void> {
  await mkdir(desktopFolder(home), { recursive: true, mode: 0o700 });
  await writeDurably(pathOf(home), `${JSON.stringify(settings, null, 2)}\n`);
}
