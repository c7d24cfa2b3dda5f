import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { runtimeKind } from '../../../../shared/contract/values.ts';
import { writeDurably } from '../../platform/files/durable-write.ts';
import { createFileCache } from '../../platform/files/file-cache.ts';
import { parseState, readCachedState } from '../../platform/files/json-state.ts';
import { desktopFolder } from '../../platform/home/paths.ts';
import { type InstanceRecord, noLimits } from './instance-record.ts';

const mainRecord = z.object({ runtime: runtimeKind, port: z.number().int(), image: z.string() });

export function mainRecordPath(home: string): string {
  return join(desktopFolder(home), 'main.json');
}

const files = createFileCache((text, path) =>
  parseState(path, text, (value): InstanceRecord => ({ ...mainRecord.parse(value), limits: noLimits })),
);

/** A damaged record is set aside and counts as none: the container, or the process, still says what main is. */
export async function readMainRecord(home: string): Promise<InstanceRecord | null> {
  return readCachedState(files, mainRecordPath(home));
}

export async function writeMainRecord(home: string, record: z.infer<typeof mainRecord>): Promise<void> {
  await mkdir(desktopFolder(home), { recursive: true, mode: 0o700 });
  await writeDurably(mainRecordPath(home), `${JSON.stringify(record, null, 2)}\n`);
}

export async function removeMainRecord(home: string): Promise<void> {
  await rm(mainRecordPath(home), { force: true });
}
