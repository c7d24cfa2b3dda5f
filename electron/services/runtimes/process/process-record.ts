import { rmSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { z } from 'zod';
import { instanceId } from '../../../../shared/contract/values.ts';
import { replaceFile } from '../../platform/files/durable-write.ts';
import { createFileCache } from '../../platform/files/file-cache.ts';
import { parseState } from '../../platform/files/json-state.ts';
import { namesIn } from '../../platform/files/names-in.ts';
import { isUnreadable } from '../../platform/files/state-file.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';
import { desktopFolder } from '../../platform/home/paths.ts';

/** Identifies a server of the process runtime across restarts of the app. */
const processRecord = z.object({
  id: z.string(),
  program: z.string(),
  configFile: z.string(),
  /** Null while it is stopped. */
  running: z
    .object({
      pid: z.number().int(),
      began: z.string().nullable(),
      /** `run_id` in INFO, unique for every start of a server. Null until its first reply. */
      runId: z.string().nullable(),
      startedAt: z.string(),
      /** The address at its start; redis.conf may have changed since. Records of earlier versions lack it. */
      address: z
        .object({ host: z.string(), port: z.number().int(), path: z.string().optional(), tls: z.boolean() })
        .optional(),
      /** The process of this app that suspends and then kills it. If that process has ended first, the server is resumed. */
      endedBy: z.object({ pid: z.number().int(), began: z.string().nullable() }).optional(),
    })
    .nullable(),
});
export type ProcessRecord = z.infer<typeof processRecord>;

/** Joining a path takes as long as reading its file, and each poll needs it for every instance. */
const folders = new Map<string, string>();

function recordsFolder(home: string): string {
  const known = folders.get(home) ?? join(desktopFolder(home), 'processes');
  folders.set(home, known);
  return known;
}

export function processRecordPath(home: string, id: string): string {
  return `${recordsFolder(home)}${sep}${id}.json`;
}

const files = createFileCache((text, path) => parseState(path, text, (value) => processRecord.parse(value)));

/** @throws AppError FILE_UNREADABLE */
export async function readRecord(home: string, id: string): Promise<ProcessRecord | null> {
  return files.read(processRecordPath(home, id));
}

/** Reads a record synchronously; null if it cannot be read. */
export function recordNow(home: string, id: string): ProcessRecord | null {
  try {
    return files.readNow(processRecordPath(home, id));
  } catch (error) {
    if (isUnreadable(error)) return null;
    throw error;
  }
}

/** Ids of the instances with a record, also an unreadable one. */
export function recordedIds(home: string): readonly string[] {
  const names = namesIn(recordsFolder(home)).filter((name) => name.endsWith('.json'));
  return names.map((name) => name.slice(0, -'.json'.length)).filter((id) => instanceId.safeParse(id).success);
}

export async function writeRecord(home: string, record: ProcessRecord): Promise<void> {
  const path = processRecordPath(home, record.id);
  ensureFolder(dirname(path));
  // No fsync: after a crash of the computer, none of these servers runs.
  await replaceFile(path, JSON.stringify(record));
}

export async function removeRecord(home: string, id: string): Promise<void> {
  rmSync(processRecordPath(home, id), { force: true });
}
