import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { runtimeKind } from '../../../../shared/contract/values.ts';
import { writeDurably } from '../../platform/files/durable-write.ts';
import { createFileCache } from '../../platform/files/file-cache.ts';
import { parseState, readCachedSettings, readCachedState } from '../../platform/files/json-state.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';
import { desktopFolder } from '../../platform/home/paths.ts';
import { engineAddress } from '../../runtimes/engine-address.ts';
import { type InstanceRecord, noLimits } from './instance-record.ts';

/** Null: the folder in the home's default layout, so that the home can be moved. */
const folder = z.string().nullable();

const mainRecord = z.object({
  runtime: runtimeKind,
  port: z.number().int(),
  image: z.string(),
  /** False: main was uninstalled, and the record only says where its data is. */
  installed: z.boolean().default(true),
  // Records of earlier versions lack these fields until they are adopted.
  folders: z.object({ data: folder, config: folder, logs: folder }).optional(),
  container: z.string().nullish(),
  network: z.string().nullish(),
  publishOn: z.string().optional(),
  engine: engineAddress.nullish(),
  outgoing: z.boolean().optional(),
  limits: z.object({ memoryBytes: z.number().nullable(), cpus: z.number().nullable() }).optional(),
});

/** The contents of `main.json`. They win over the environment variables of the current shell. */
export type MainRecord = z.infer<typeof mainRecord>;

export function mainRecordPath(home: string): string {
  return join(desktopFolder(home), 'main.json');
}

const files = createFileCache((text, path) => parseState(path, text, (value) => mainRecord.parse(value)));

/** Sets a damaged record aside and returns null: the container or process still describes main. */
export async function readMainRecord(home: string): Promise<InstanceRecord | null> {
  const record = await readCachedState(files, mainRecordPath(home));
  return record?.installed ? { ...record, limits: record.limits ?? noLimits } : null;
}

/** Reads the whole record synchronously, also of an uninstalled main; null if it is missing or unreadable. */
export function mainRecordNow(home: string): MainRecord | null {
  return readCachedSettings(files, mainRecordPath(home));
}

export async function writeMainRecord(home: string, record: MainRecord): Promise<void> {
  ensureFolder(desktopFolder(home));
  await writeDurably(mainRecordPath(home), `${JSON.stringify(record, null, 2)}\n`);
}

/** Removes the record. If data stays outside the home, keeps a record with its location instead. */
export async function removeMainRecord(home: string, options: { readonly keepsData: boolean }): Promise<void> {
  const record = mainRecordNow(home);
  const outside = Object.values(record?.folders ?? {}).some((path) => path !== null);
  if (record && options.keepsData && outside) await writeMainRecord(home, { ...record, installed: false });
  else await rm(mainRecordPath(home), { force: true });
}
