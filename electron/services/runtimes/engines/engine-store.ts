import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { engineName, portRange } from '../../../../shared/contract/machine.ts';
import { LOCAL_ENGINE } from '../../../../shared/contract/names.ts';
import { timestamp } from '../../../../shared/contract/values.ts';
import { replaceFile } from '../../platform/files/durable-write.ts';
import { createFileCache } from '../../platform/files/file-cache.ts';
import { parseState, readCachedSettings, readCachedState } from '../../platform/files/json-state.ts';
import { underFileLock } from '../../platform/files/under-file-lock.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';
import { desktopFolder } from '../../platform/home/paths.ts';

const engineRecord = z.object({
  name: engineName.refine((name) => name !== LOCAL_ENGINE),
  address: z.string(),
  /** The folder of `ca.pem`, `cert.pem` and `key.pem`; null without TLS. */
  certificates: z.string().nullable(),
  context: z.string().nullable(),
  /** The engine's own id, by which another engine at the same address is recognized; null if it reports none. */
  engineId: z.string().nullable(),
  ports: portRange,
  production: z.boolean(),
  added: timestamp,
});
export type EngineRecord = z.infer<typeof engineRecord>;

const enginesFile = z.object({
  format: z.literal(1),
  /** Distinguishes homes with the same path on different computers, in labels on shared engines. */
  homeId: z.uuid(),
  engines: z.array(engineRecord),
});
type EnginesFile = z.infer<typeof enginesFile>;

/** The named engines of a home. */
export interface EngineStore {
  all(): readonly EngineRecord[];
  named(name: string): EngineRecord | null;
  /** The random id of the home; null before the first engine is added. */
  homeId(): string | null;
  /** Changes the list under a lock. */
  change(edit: (engines: readonly EngineRecord[]) => readonly EngineRecord[]): Promise<void>;
}

const files = createFileCache((text, path) => parseState(path, text, (value) => enginesFile.parse(value)));

export function createEngineStore(home: string): EngineStore {
  const path = join(desktopFolder(home), 'engines.json');
  const now = (): EnginesFile | null => readCachedSettings(files, path);
  const all = () => now()?.engines ?? [];
  return {
    all,
    named: (name) => all().find((engine) => engine.name === name) ?? null,
    homeId: () => now()?.homeId ?? null,
    async change(edit) {
      ensureFolder(dirname(path));
      await underFileLock(path, 'the list of engines', async () => {
        const before = await readCachedState(files, path);
        const engines = [...edit(before?.engines ?? [])].sort((a, b) => a.name.localeCompare(b.name));
        const file: EnginesFile = { format: 1, homeId: before?.homeId ?? randomUUID(), engines };
        await replaceFile(path, `${JSON.stringify(file, null, 2)}\n`);
      });
    },
  };
}

const FIRST_PORT = 7000;
const PORTS_EACH = 19;
/** The first ports of two ranges are this far apart. */
const RANGE_STEP = 20;

/** The first range from 7000 on that no engine has. */
export function nextRange(taken: readonly { readonly start: number; readonly end: number }[]) {
  for (let start = FIRST_PORT; ; start += RANGE_STEP) {
    const end = start + PORTS_EACH - 1;
    if (!taken.some((other) => other.start <= end && start <= other.end)) return { start, end };
  }
}
