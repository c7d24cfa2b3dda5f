import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { runtimeKind } from '../../../../shared/contract/values.ts';
import { writeDurably } from '../../platform/files/durable-write.ts';
import { createFileCache } from '../../platform/files/file-cache.ts';
import { parseState, readCachedSettings, readCachedState } from '../../platform/files/json-state.ts';
import { desktopFolder } from '../../platform/home/paths.ts';
import { engineAddress } from '../../runtimes/engine-address.ts';
import { type InstanceRecord, noLimits } from './instance-record.ts';

/** Null: the folder of the home's own layout, so that a home can be moved. */
const folder = z.string().nullable();

const mainRecord = z.object({
  runtime: runtimeKind,
  port: z.number().int(),
  image: z.string(),
  /** False: main was uninstalled, its data was kept, and this says where. */
  installed: z.boolean().default(true),
  // Records of earlier versions have none of these until they are adopted.
  folders: z.object({ data: folder, config: folder, logs: folder }).optional(),
  container: z.string().nullish(),
  network: z.string().nullish(),
  publishOn: z.string().optional(),
  engine: engineAddress.nullish(),
  outgoing: z.boolean().optional(),
  limits: z.object({ memoryBytes: z.number().nullable(), cpus: z.number().nullable() }).optional(),
});

/** All that `main.json` says: where main is, whatever the environment of the next shell says. */
export type MainRecord = z.infer<typeof mainRecord>;

export function mainRecordPath(home: string): string {
  return join(desktopFolder(home), 'main.json');
}

const files = createFileCache((text, path) => parseState(path, text, (value) => mainRecord.parse(value)));

/** A damaged record is set aside and counts as none: the container, or the process, still says what main is. */
export async function readMainRecord(home: string): Promise<InstanceRecord | null> {
  const record = await readCachedState(files, mainRecordPath(home));
  return record?.installed ? { ...record, limits: record.limits ?? noLimits } : null;
}

/** The whole record in one go, of a main that was uninstalled as well; null where there is none or it cannot be read. */
export function mainRecordNow(home: string): MainRecord | null {
  return readCachedSettings(files, mainRecordPath(home));
}

export async function writeMainRecord(home: string, record: MainRecord): Promise<void> {
  await mkdir(desktopFolder(home), { recursive: true, mode: 0o700 });
  await writeDurably(mainRecordPath(home), `${JSON.stringify(record, null, 2)}\n`);
}

/** Removes the record. Data that is kept outside the home is still found: by a record that only says where. */
export async function removeMainRecord(home: string, options: { readonly keepsData: boolean }): Promise<void> {
  const record = mainRecordNow(home);
  const outside = Object.values(record?.folders ?? {}).some((path) => path !== null);
  if (record && options.keepsData && outside) await writeMainRecord(home, { ...record, installed: false });
  else await rm(mainRecordPath(home), { force: true });
}
