import { AppError } from '../../../shared/contract/errors.ts';
import { untilReady } from '../instances/ready.ts';
import { STOP_MS } from '../instances/stop-instance.ts';
import type { OperationContext } from '../operations/operation-context.ts';
import { createRedisLink, type RedisLink } from '../redis/redis-link.ts';
import { findProgram } from '../runtimes/process/program.ts';
import { commit } from './apply.ts';
import { fileValue } from './conf-values.ts';
import type { SettingsDeps } from './deps.ts';
import { moveLive } from './move-live.ts';
import { persistenceOf } from './persistence-mode.ts';
import type { Prepared } from './prepare.ts';
import { startPrivateServer } from './private-server.ts';
import type { SettingsUndo } from './settings-undo.ts';

/**
 * The file of an instance that does not run. Where the new one makes Redis read its data from elsewhere (AOF in place
 * of the dump, or the reverse), the data is brought there first, by the same way as in a running server: loaded with
 * the old settings, moved, and ended again, before the instance serves anybody.
 */
export async function moveStopped(deps: SettingsDeps, prepared: Prepared, op: OperationContext): Promise<void> {
  const { plan, known, runtime } = prepared;
  const { facts, target } = plan;
  const persistence = persistenceOf(target.conf);
  // A plan that also makes the container anew writes its file there.
  if (persistenceOf(facts.conf).appendonly === persistence.appendonly) return writeStopped(prepared, op);
  const undo: SettingsUndo = {
    type: 'settings',
    id: known.id,
    runtime: runtime.kind,
    path: facts.file.path,
    encoding: facts.file.encoding,
    before: facts.file.text,
    after: target.text,
    persistence: null,
    values: {},
  };
  await op.undo.add(undo);
  const move = { id: known.id, op, persistence, values: {}, commit: () => commit(facts.file, target.text) };
  if (runtime.kind === 'docker') return throughContainer(deps, prepared, move, op);
  const program = await findProgram(deps.programPath);
  if (!program) throw noProgram();
  // On a socket that only we know: no client is served before the data is where it shall be.
  const password = fileValue(facts.conf, 'requirepass') || null;
  const server = await startPrivateServer({
    program,
    text: () => facts.file.text,
    password,
    cwd: known.paths.data,
    overrides: () => [],
    signal: op.signal,
  });
  try {
    await untilLoaded(server.link, op);
    await moveLive({ ...move, link: server.link });
    await endCleanly(server.link);
  } finally {
    await server.close();
  }
}

async function writeStopped({ plan, known, runtime }: Prepared, op: OperationContext): Promise<void> {
  const { facts, target } = plan;
  if (target.text === facts.file.text) return;
  const { path, encoding, text } = facts.file;
  const kind = runtime.kind;
  await op.undo.add({
    type: 'settings',
    id: known.id,
    runtime: kind,
    path,
    encoding,
    before: text,
    after: target.text,
    persistence: null,
    values: {},
  });
  await commit(facts.file, target.text);
}

type Steps = Omit<Parameters<typeof moveLive>[0], 'link'>;

/** A container has no socket of ours: it is started as it is, with the old settings, moved and ended again. */
async function throughContainer(
  deps: SettingsDeps,
  prepared: Prepared,
  move: Steps,
  op: OperationContext,
): Promise<void> {
  const { known, runtime, plan } = prepared;
  // After a crash it is ended at once: by then its data is on disk in one of the two forms.
  await op.undo.add({ type: 'server', id: known.id, runtime: runtime.kind, bring: 'down' });
  const entry = await runtime.start(known.id, op.signal);
  const password = fileValue(plan.facts.conf, 'requirepass') || null;
  await untilReady(runtime, entry, password, deps.environment.readyTimeoutMs, op);
  const link = createRedisLink({ host: entry.address?.host ?? '127.0.0.1', port: entry.address?.port ?? 0, password });
  try {
    await moveLive({ ...move, link });
  } finally {
    link.close();
  }
  await runtime.stop(known.id, { timeoutMs: STOP_MS, signal: op.signal });
}

async function untilLoaded(link: RedisLink, op: OperationContext): Promise<void> {
  for (;;) {
    op.signal.throwIfAborted();
    const { info } = await link.ask(30_000);
    if (info.get('loading') !== '1') return;
    op.progress(null, 'loading data');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Its AOF is flushed; a snapshot is saved where there are save points, so not the last one of `none`. */
async function endCleanly(link: RedisLink): Promise<void> {
  // The answer to a SHUTDOWN that works is the end of the connection.
  await link.call(STOP_MS, 'SHUTDOWN').catch(() => undefined);
}

function noProgram(): AppError<'NO_RUNTIME'> {
  const reason = 'no redis-server or valkey-server program was found';
  const message =
    'The data cannot be moved, because no redis-server program was found. Install one, or start the instance first.';
  return new AppError('NO_RUNTIME', message, { reasons: [{ runtime: 'process', reason }] });
}
