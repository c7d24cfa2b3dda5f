import { AppError } from '../../../shared/contract/errors.ts';
import type { ChangedModule, ModulesApplied, ModulesRequest } from '../../../shared/contract/modules.ts';
import type { OperationOf } from '../../../shared/contract/operations.ts';
import { counted } from '../../../shared/format/count.ts';
import { noteUndoable } from '../backups/store/undo-record.ts';
import { assertWritable } from '../instances/registry/read-only.ts';
import { instanceModules } from '../instances/status/loaded-modules.ts';
import { requireInstance } from '../instances/status/status-by-id.ts';
import { changeMany } from '../keyspace/edit/change-many.ts';
import { LARGE_VALUE_BYTES } from '../keyspace/edit/key-size.ts';
import { keysUndoOf } from '../keyspace/edit/keys-undo.ts';
import { removeUndoPack } from '../keyspace/edit/undo-pack.ts';
import { toBytes } from '../keyspace/values/bytes.ts';
import { createKeyConnections } from '../keyspace/values/key-connections.ts';
import type { OperationContext } from '../operations/run/operation-context.ts';
import { plannedSteps } from '../operations/run/planned-steps.ts';
import { confPlaceOf, pathHere } from '../redis/conf/conf-place.ts';
import { applyPrepared, applySteps, refuseRisks } from '../settings/apply/apply.ts';
import { changedMeanwhile } from '../settings/apply/move-running.ts';
import { type Prepared, prepare } from '../settings/plan/prepare.ts';
import { copyModule, pruneModules } from './module-file.ts';
import type { ModulesDeps } from './modules-deps.ts';
import { modulesStateOf, valuesOf } from './modules-state.ts';
import { type LoadWork, planLoad, titleOf } from './plan-load.ts';
import { planUnload, type UnloadWork } from './plan-unload.ts';

export type ModulesWork = LoadWork | UnloadWork;

export async function planWork(deps: ModulesDeps, id: string, request: ModulesRequest): Promise<ModulesWork> {
  return request.kind === 'load' ? planLoad(deps, id, request) : planUnload(deps, id, request);
}

/**
 * The settings plan of a module change, untried, because the module is not copied yet. The caller releases the
 * connection.
 */
export function prepareWork(deps: ModulesDeps, id: string, { text }: ModulesWork): Promise<Prepared> {
  return prepare(deps, id, { kind: 'text', text }, { tries: false });
}

export function changedModule(work: ModulesWork): ChangedModule {
  if (work.kind === 'load') return { name: work.module.name || null, version: work.module.version, file: work.file };
  const { loaded, line } = work.module;
  return { name: loaded?.name ?? null, version: loaded?.version ?? null, file: line?.file ?? loaded?.file ?? null };
}

/**
 * Loads or unloads a module as one operation. A failure is undone: deleted keys and the former settings are restored,
 * and a copied module is removed.
 * @throws AppError BAD_VALUE without a confirmation of lost keys, READ_ONLY, BUSY; everything that a settings plan
 * throws
 */
export async function applyModules(
  deps: ModulesDeps,
  id: string,
  request: ModulesRequest,
  confirmed: boolean,
): Promise<OperationOf<'modules'>> {
  const work = await planWork(deps, id, request);
  const untried = await prepareWork(deps, id, work);
  untried.release();
  const { plan } = untried;
  refuseRisks(plan, confirmed);
  const loses = work.kind === 'unload' && work.lost.length > 0;
  if (loses) {
    if (!confirmed) throw unconfirmed(work);
    await assertWritable(deps.environment, id);
  }
  const steps = plannedSteps(
    work.kind === 'load' && 'copy-module',
    'try-settings',
    loses && 'safety-backup',
    loses && 'delete-module-keys',
  );
  const { running } = plan.facts;
  const all = [...steps, ...applySteps(plan), ...(running ? (['verify-modules'] as const) : [])];
  const title =
    work.kind === 'load'
      ? `Load ${titleOf(work)} into ${id}`
      : `Unload ${request.kind === 'unload' ? request.name : ''} from ${id}`;
  return deps.operations.begin({ kind: 'modules', instance: id, title, steps: all }, async (op) => {
    if (work.kind === 'load') await op.step('copy-module', () => copy(work, op));
    const prepared = await op.step('try-settings', () => prepare(deps, id, { kind: 'text', text: work.text }));
    try {
      if (prepared.plan.facts.file.hash !== plan.facts.file.hash) throw changedMeanwhile();
      refuseRisks(prepared.plan, confirmed);
      return await change(deps, prepared, work, op);
    } finally {
      prepared.release();
    }
  });
}

async function copy({ source, folder }: LoadWork, op: OperationContext): Promise<void> {
  await op.undo.add({ type: 'folder', path: folder });
  await copyModule(source, folder);
}

async function change(
  deps: ModulesDeps,
  prepared: Prepared,
  work: ModulesWork,
  op: OperationContext,
): Promise<ModulesApplied> {
  const { instance } = prepared;
  const { id } = instance;
  const deleted = work.kind === 'unload' && work.lost.length > 0 ? await deleteLost(deps, instance, work, op) : null;
  let verified: boolean | null = null;
  const applied = await applyPrepared(deps, prepared, op, async () => {
    if (prepared.plan.facts.running) verified = await op.step('verify-modules', () => verify(deps, id, work));
  });
  if (deleted !== null) {
    if (deleted.safetyBackup !== null)
      await noteUndoable(deps, op, {
        ...{ instance: id, what: 'settings', at: new Date().toISOString(), backup: null },
        safetyBackup: deleted.safetyBackup,
      });
  }
  const state = await modulesStateOf(deps, id);
  const place = confPlaceOf(instance);
  await pruneModules(instance.paths.config, [
    ...state.modules.map(({ here }) => here),
    ...(work.kind === 'unload' && work.module.line ? [pathHere(place, work.module.line.file)] : []),
  ]);
  // Not earlier: until the operation has ended, its undo needs them. Later the safety backup has the keys.
  if (deleted !== null) op.onReleased(() => removeUndoPack(deps.environment.home, deleted.undoPack));
  return {
    ...applied,
    safetyBackup: applied.safetyBackup ?? deleted?.safetyBackup ?? null,
    state,
    module: changedModule(work),
    deletedKeys: deleted?.keys ?? 0,
    verified,
  };
}

interface Deleted {
  readonly keys: number;
  readonly safetyBackup: string | null;
  readonly undoPack: string;
}

/** Redis would not start with values that no module can read, so they are deleted before the restart. */
async function deleteLost(
  deps: ModulesDeps,
  instance: Prepared['instance'],
  { lost }: UnloadWork,
  op: OperationContext,
): Promise<Deleted> {
  const { id } = instance;
  const safetyBackup = await deps.safety.take(id, 'modules', op);
  return op.step('delete-module-keys', async () => {
    const types = new Set(lost.map(({ type }) => type));
    const found = await valuesOf(deps, id, {
      signal: op.signal,
      progress: (fraction) => op.progress(fraction, 'reading types'),
    });
    const keys = [...found.keys].flatMap(([type, names]) => (types.has(type) ? names : []));
    const connections = createKeyConnections(deps);
    try {
      let undoPack = '';
      const selection = { keys: keys.map(({ database, key }) => ({ database, key: toBytes(key) })) };
      const input = { instance: id, selection, change: { kind: 'delete' } as const };
      const edit = {
        ...{ ...deps, connections, largeValueBytes: LARGE_VALUE_BYTES, undoSpaceBytes: deps.undoSpaceBytes },
        ...{ assertWritable: async () => undefined, findKeys: () => never() },
      };
      const { changed, skipped } = await changeMany(edit, op, input, (pack) => {
        undoPack = pack;
        return keysUndoOf(instance, pack, true);
      });
      op.log(`${counted(changed, 'key was', 'keys were')} deleted.`);
      if (skipped > 0) throw notDeleted(id, skipped);
      return { keys: changed, safetyBackup, undoPack };
    } finally {
      connections.close();
    }
  });
}

async function* never(): AsyncGenerator<never> {}

/**
 * @returns null if the server does not report its modules. @throws AppError CONFIG_REFUSED, so that the change is
 * reverted
 */
async function verify(deps: ModulesDeps, id: string, work: ModulesWork): Promise<boolean | null> {
  const { modules, isReported } = await instanceModules(deps, await requireInstance(deps, id));
  if (!isReported) return null;
  const { name, file } = changedModule(work);
  const isLoaded = modules.some(
    ({ loaded, line }) => loaded !== null && (line?.file === file || (name !== null && loaded.name === name)),
  );
  if (isLoaded === (work.kind === 'load')) return true;
  const reason = isLoaded ? `${name ?? file} is still loaded` : `${name ?? file} is not loaded`;
  const message = `The modules of ${id} were not verified: ${reason}. The previous settings are restored.`;
  throw new AppError('CONFIG_REFUSED', message, { directive: 'loadmodule', reason });
}

function unconfirmed({ lost, module }: UnloadWork): AppError<'BAD_VALUE'> {
  const keys = lost.reduce((sum, one) => sum + one.keys, 0);
  const types = lost.map(({ type }) => type).join(', ');
  const name = module.loaded?.name ?? module.line?.file ?? 'the module';
  const message = `Without ${name}, nothing can read the ${counted(keys, 'key')} of the type ${types}: they would be deleted, after a safety backup. Nothing was changed. Confirm to unload it.`;
  return new AppError('BAD_VALUE', message, { field: 'confirmed', expected: 'true' });
}

function notDeleted(id: string, keys: number): AppError<'CONFLICT'> {
  const message = `${counted(keys, 'key')} of ${id} changed while the keys were deleted, or cannot be kept for an undo. Nothing was changed. Try again.`;
  return new AppError('CONFLICT', message, { what: 'keys' });
}
