import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { face, port } from '../../../shared/contract/values.ts';
import { livingHolder, lockContent, takeFile } from '../platform/files/exclusive-file.ts';
import { desktopFolder } from '../platform/home/paths.ts';

/** What the face that serves the metrics of a home tells the others. */
const holding = z.object({
  face,
  pid: z.number().int(),
  port,
  state: z.enum(['beginning', 'serving', 'failed']),
  /** Why it failed; else null. */
  problem: z.string().nullable(),
});
export type ExporterHolding = z.infer<typeof holding>;

const pathOf = (home: string) => join(desktopFolder(home), 'exporter.lock');

/** Who serves the metrics of a home, or tries to; null when nobody does. */
export async function exporterHolder(home: string): Promise<ExporterHolding | null> {
  const found = await livingHolder(pathOf(home));
  return holding.safeParse(found?.about).data ?? null;
}

/** Of all faces on a home one serves. @returns whether it is this one now */
export async function takeExporter(home: string, about: ExporterHolding): Promise<boolean> {
  await mkdir(desktopFolder(home), { recursive: true, mode: 0o700 });
  return (await takeFile(pathOf(home), await lockContent(about), randomUUID())) === null;
}

/** Only for the holder. */
export async function tellExporter(home: string, about: ExporterHolding): Promise<void> {
  const next = `${pathOf(home)}.${process.pid}.next`;
  await writeFile(next, await lockContent(about), { mode: 0o600 });
  await rename(next, pathOf(home));
}

/** Only for the holder: the next face that looks takes it over. */
export async function releaseExporter(home: string): Promise<void> {
  await rm(pathOf(home), { force: true });
}
