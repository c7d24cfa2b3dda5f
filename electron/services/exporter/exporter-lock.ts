import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { clientKind, port } from '../../../shared/contract/values.ts';
import { livingHolder, lockContent, takeFile } from '../platform/files/exclusive-file.ts';
import { ensureFolder } from '../platform/home/ensure-folder.ts';
import { desktopFolder } from '../platform/home/paths.ts';

/** State of the serving client, published to the others in the lock file. */
const holding = z.object({
  face: clientKind,
  pid: z.number().int(),
  port,
  state: z.enum(['beginning', 'serving', 'failed']),
  /** Why it failed, or null. */
  problem: z.string().nullable(),
});
export type ExporterHolding = z.infer<typeof holding>;

const pathOf = (home: string) => join(desktopFolder(home), 'exporter.lock');

/** The client that serves the metrics of a home or tries to; null if none. */
export async function exporterHolder(home: string): Promise<ExporterHolding | null> {
  const found = await livingHolder(pathOf(home));
  return holding.safeParse(found?.about).data ?? null;
}

/** Only one client of a home serves. @returns whether this client got the lock */
export async function takeExporter(home: string, state: ExporterHolding): Promise<boolean> {
  ensureFolder(desktopFolder(home));
  return (await takeFile(pathOf(home), await lockContent(state), randomUUID())) === null;
}

/** Only for the holder. */
export async function updateHolding(home: string, state: ExporterHolding): Promise<void> {
  const next = `${pathOf(home)}.${process.pid}.next`;
  await writeFile(next, await lockContent(state), { mode: 0o600 });
  await rename(next, pathOf(home));
}

/** Only for the holder. The next client that polls takes over. */
export async function releaseExporter(home: string): Promise<void> {
  await rm(pathOf(home), { force: true });
}
