import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { replaceFile } from '../../files/durable-write.ts';
import { createFileCache } from '../../files/file-cache.ts';
import { namesIn } from '../../files/names-in.ts';
import { desktopFolder } from '../../home/paths.ts';

/** What is remembered of a server of the process runtime, so that it is found again and never mistaken. */
const processRecord = z.object({
  id: z.string(),
  program: z.string(),
  configFile: z.string(),
  /** Null while it is stopped. */
  running: z
    .object({
      pid: z.number().int(),
      began: z.string().nullable(),
      /** `run_id` of INFO: another at every start of any server. Null until it has answered once. */
      runId: z.string().nullable(),
      startedAt: z.string(),
    })
    .nullable(),
});
export type ProcessRecord = z.infer<typeof processRecord>;

function recordsFolder(home: string): string {
  return join(desktopFolder(home), 'processes');
}

export function processRecordPath(home: string, id: string): string {
  return join(recordsFolder(home), `${id}.json`);
}

const files = createFileCache(parseRecord);

export async function readRecord(home: string, id: string): Promise<ProcessRecord | null> {
  return files.read(processRecordPath(home, id));
}

export async function readRecords(home: string): Promise<readonly ProcessRecord[]> {
  const names = namesIn(recordsFolder(home));
  const ids = names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
  const records = await Promise.all(ids.map((id) => readRecord(home, id)));
  return records.filter((record) => record !== null);
}

export async function writeRecord(home: string, record: ProcessRecord): Promise<void> {
  const path = processRecordPath(home, record.id);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // After a crash of the machine no server of ours runs: nothing of this needs to survive one.
  await replaceFile(path, JSON.stringify(record));
}

export async function removeRecord(home: string, id: string): Promise<void> {
  await rm(processRecordPath(home, id), { force: true });
}

/** A record that cannot be read is as none: the server itself still answers for what it is. */
function parseRecord(text: string): ProcessRecord | null {
  try {
    return processRecord.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
