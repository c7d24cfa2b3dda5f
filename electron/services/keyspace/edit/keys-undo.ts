import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { isAppError } from '../../../../shared/contract/errors.ts';
import { PROGRAM_RUNTIME } from '../../../../shared/contract/runtimes.ts';
import { type RuntimeKind, runtimeKind } from '../../../../shared/contract/values.ts';
import type { ManagedInstance } from '../../instances/registry/catalogue.ts';
import { withOwnAddress } from '../../instances/registry/own-address.ts';
import type { UndoHandler, UndoProgress } from '../../operations/undo/undo-handlers.ts';
import { confPlaceOfEntry } from '../../redis/conf/conf-place.ts';
import { configuredSettings } from '../../redis/conf/server-settings.ts';
import { LinkError } from '../../redis/connection/link-failure.ts';
import type { Runtime } from '../../runtimes/runtime.ts';
import { openKeyConnection } from '../values/key-connection.ts';
import { type UndoConnection, undoConnection } from './undo-connection.ts';
import { undoKeys } from './undo-keys.ts';
import { finishUndoPack, keepUndoPack, markUndoPack, removeUndoPack } from './undo-pack.ts';
import { unreported } from './undone-keys.ts';

/** Pauses before the state of a server that closed its connections is read again: together two seconds. */
const ENDING_MS = [0, 50, 150, 300, 500, 1000];

declare module '../../operations/undo/undo-entry.ts' {
  interface UndoEntries {
    keys: KeysUndo;
  }
}

/** Keys that are being changed. Their former values are in the undo pack. */
const keysUndo = z.object({
  type: z.literal('keys'),
  id: z.string(),
  runtime: runtimeKind,
  configFile: z.string(),
  undoPack: z.string(),
  /** All keys or none: if the server has stopped, they are undone when it runs again. */
  whole: z.boolean().default(false),
});
export type KeysUndo = z.infer<typeof keysUndo>;

export function keysUndoOf(instance: ManagedInstance, undoPack: string, whole = false): KeysUndo {
  const runtime = instance.entry?.runtime ?? instance.record?.runtime ?? PROGRAM_RUNTIME;
  return { type: 'keys', id: instance.id, runtime, configFile: instance.paths.configFile, undoPack, whole };
}

/**
 * Undoes a failed or interrupted change of keys. If the server has stopped since, the changed keys stay, because an
 * undo must not keep the instance from starting. The pack remains, so that a user can undo the change later. A `whole`
 * change is undone when the server runs again.
 */
export function keysUndoHandler(home: string, runtimes: Readonly<Record<RuntimeKind, Runtime>>): UndoHandler<KeysUndo> {
  return {
    schema: keysUndo,
    undo: async (undo, progress) => {
      const runtime = runtimes[undo.runtime];
      const target = await targetOf(runtime, undo);
      if (typeof target === 'string') return withoutServer(home, undo, target);
      const open = async (database: number) =>
        undoConnection(await openKeyConnection(undo.id, target, database), async () => target);
      return recoverKeys(home, undo.undoPack, open, progress).catch(async (error: unknown) => {
        const isLost = error instanceof LinkError || isAppError(error, 'NOT_RUNNING');
        const ended = isLost ? await endedTarget(runtime, undo) : null;
        if (ended === null) throw error;
        return withoutServer(home, undo, ended);
      });
    },
  };
}

async function withoutServer(
  home: string,
  { undoPack, whole }: KeysUndo,
  state: 'missing' | 'stopped',
): Promise<'completed' | 'later'> {
  if (state === 'stopped' && whole) {
    await keepUndoPack(home, undoPack);
    return 'later';
  }
  await finishUndoPack(home, undoPack);
  return 'completed';
}

/**
 * A server that was killed closes its connections before its process is gone.
 * @returns the state of a server that ends within a moment; null if it keeps running
 */
async function endedTarget(runtime: Runtime, undo: KeysUndo): Promise<'missing' | 'stopped' | null> {
  for (const pause of ENDING_MS) {
    await sleep(pause);
    const target = await targetOf(runtime, undo);
    if (typeof target === 'string') return target;
  }
  return null;
}

/**
 * Restores the former values of keys. If the app ended between a change and its record, the key may have been changed
 * by the app or by another client: it stays, and its current state is recorded, so that a user can undo it until it
 * changes.
 */
export async function recoverKeys(
  home: string,
  undoPack: string,
  open: (database: number) => Promise<UndoConnection>,
  progress: UndoProgress,
): Promise<'completed' | undefined> {
  const report = { ...unreported, progress: (_: number, detail: string) => progress(null, detail) };
  const { unknown } = await undoKeys(home, undoPack, open, { report });
  if (unknown.length === 0) {
    await removeUndoPack(home, undoPack);
    return undefined;
  }
  await markUndoPack(home, undoPack, unknown);
  await finishUndoPack(home, undoPack);
  return 'completed';
}

async function targetOf(runtime: Runtime, { id, configFile }: KeysUndo) {
  const found = (await runtime.list(id)).find((one) => one.id === id);
  if (found === undefined) return 'missing';
  if (found.state !== 'running') return 'stopped';
  const settings = await configuredSettings(confPlaceOfEntry(found, configFile));
  const { address } = withOwnAddress(found, settings, dirname(configFile));
  return address === null ? 'stopped' : { ...address, password: settings?.password ?? null };
}
