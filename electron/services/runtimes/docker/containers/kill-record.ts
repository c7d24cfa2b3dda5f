import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { replaceFile } from '../../../platform/files/durable-write.ts';
import { createFileCache } from '../../../platform/files/file-cache.ts';
import { parseJson } from '../../../platform/files/parse-json.ts';
import { ensureFolder } from '../../../platform/home/ensure-folder.ts';
import { desktopFolder } from '../../../platform/home/paths.ts';

/** A run of a container that this app killed, as the engine identifies it. */
const killedRun = z.object({ container: z.string(), startedAt: z.string() });
type KilledRun = z.infer<typeof killedRun>;

const files = createFileCache((text) => killedRun.safeParse(parseJson(text)).data ?? null);

/**
 * The engine reports exit code 137 for every killed server, without the killer. The app records its own kills, so that
 * only kills by other programs appear as an unexpected stop.
 */
export async function recordKill(home: string, id: string, run: KilledRun): Promise<void> {
  const path = killPath(home, id);
  ensureFolder(dirname(path));
  await replaceFile(path, JSON.stringify(run));
}

/** Whether this app killed that run of the container. An unreadable record counts as missing. */
export function isOwnKill(home: string, id: string, { container, startedAt }: KilledRun): boolean {
  try {
    const recorded = files.readNow(killPath(home, id));
    return recorded?.container === container && recorded.startedAt === startedAt;
  } catch {
    return false;
  }
}

export async function forgetKill(home: string, id: string): Promise<void> {
  await rm(killPath(home, id), { force: true });
}

function killPath(home: string, id: string): string {
  return join(desktopFolder(home), 'kills', `${id}.json`);
}
