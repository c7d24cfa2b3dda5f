import { can } from '../../../../shared/contract/runtimes.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { flattened } from '../../redis/conf/effective-conf.ts';
import { persistenceOf } from '../../redis/conf/persistence-mode.ts';
import { type DataForm, dataForm, dataNames } from '../../redis/data/data-form.ts';
import { removeAof } from '../../redis/data/leave-aof.ts';
import { startOnOwnData } from '../../scratch/own-data-server.ts';
import type { Prepared } from '../plan/prepare.ts';
import type { SettingsDeps } from '../plan/settings-deps.ts';
import { moveLive } from './move-live.ts';
import { commit } from './move-running.ts';
import { isRead } from './ready-data.ts';
import type { SettingsUndo } from './settings-undo.ts';

/**
 * Writes the file of a stopped instance. If the new file makes Redis load its data from another form (AOF instead of
 * the dump, or the reverse), a scratch server converts the data first, as in a running server. The files on disk decide
 * which form holds the data, not the old redis.conf, which may have been edited since the last start.
 */
export async function moveStopped(deps: SettingsDeps, prepared: Prepared, op: OperationContext): Promise<void> {
  const { plan, instance, runtime } = prepared;
  const { facts, target } = plan;
  const persistence = persistenceOf(target.effective);
  if (can(runtime.kind, 'image')) await deps.endScratch(instance.id);
  const form =
    (await dataForm(instance.paths.data, facts.effective)) ?? formByConfig(persistenceOf(facts.effective).appendonly);
  const text = target.text;
  if (text === facts.file.text) return;
  const { path, encoding, text: before } = facts.file;
  const undo: SettingsUndo = {
    type: 'settings',
    id: instance.id,
    runtime: runtime.kind,
    path,
    encoding,
    before,
    after: text,
    persistence: null,
    values: {},
  };
  await op.undo.add(undo);
  if (isRead(form, target.effective)) return commit(facts.file, text);
  const server = await startOnOwnData(deps, {
    id: instance.id,
    runtime: runtime.kind,
    conf: flattened(facts.effective),
    dataFolder: instance.paths.data,
    fromAof: form === 'aof',
    signal: op.signal,
    progress: (detail) => op.progress(null, detail),
  });
  try {
    await moveLive({
      id: instance.id,
      link: server.link,
      op,
      persistence,
      values: {},
      commit: () => commit(facts.file, text),
      leaveAof: () => removeAof(instance.paths.data, dataNames(facts.effective)),
    });
    await server.end();
  } finally {
    await server.close();
  }
}

function formByConfig(appendonly: string): DataForm {
  return appendonly === 'yes' ? 'aof' : 'dump';
}
