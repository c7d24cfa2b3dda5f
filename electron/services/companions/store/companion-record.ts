import { dirname } from 'node:path';
import { z } from 'zod';
import { runtimeKind } from '../../../../shared/contract/values.ts';
import { writeDurably } from '../../platform/files/durable-write.ts';
import { createFileCache } from '../../platform/files/file-cache.ts';
import { parseState } from '../../platform/files/json-state.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';

/** `companion.json`: what must be known about a companion while its container or process does not exist. */
const companionRecord = z.object({
  format: z.literal(1),
  name: z.string(),
  runtime: runtimeKind,
  /** Ports on 127.0.0.1, by name. */
  ports: z.record(z.string(), z.number().int()),
  /** The image of its container; null for a process. */
  image: z.string().nullable(),
  container: z.string().nullable(),
  /** The folder of its programs; null for a container. */
  programs: z.string().nullable(),
  created: z.string(),
  /** The process; null while it is stopped, or for a container. */
  running: z.object({ pid: z.number().int(), began: z.string().nullable() }).nullable(),
});
export type CompanionRecord = z.infer<typeof companionRecord>;

const files = createFileCache((text, path) => parseState(path, text, (value) => companionRecord.parse(value)));

/** @returns null if there is none. @throws AppError FILE_UNREADABLE */
export function readCompanion(path: string): CompanionRecord | null {
  return files.readNow(path);
}

export async function writeCompanion(path: string, record: CompanionRecord): Promise<void> {
  ensureFolder(dirname(path));
  await writeDurably(path, `${JSON.stringify(record, null, 2)}\n`);
}
