import { formatBytes } from '../../../../shared/format/bytes.ts';
import { updateRecord } from '../../instances/lifecycle/recreate-instance.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { createRedisLink } from '../../redis/connection/redis-link.ts';
import { type InfoFields, parseInfo } from '../../redis/info/info.ts';
import type { RuntimeEntry } from '../../runtimes/runtime.ts';
import { isRaise, lowestSafeLimit } from '../plan/container-settings.ts';
import { limitMove, limitStep } from '../plan/plan.ts';
import { newPassword, type Prepared } from '../plan/prepare.ts';
import type { SettingsDeps } from '../plan/settings-deps.ts';

const REPLY_TIMEOUT_MS = 30_000;

/** Raises the container's memory limit if planned, before Redis is allowed to use more. */
export async function raiseLimit(
  deps: SettingsDeps,
  { plan, instance }: Prepared,
  op: OperationContext,
): Promise<void> {
  const move = limitMove(plan);
  if (!move || !isRaise(move)) return;
  await op.step(limitStep(move), () => setLimit(deps, instance.id, move.from, move.to, op));
}

/**
 * Lowers the container's memory limit if planned, after Redis has the lower `maxmemory`. While the server still uses
 * more, the limit stays above its usage, because the kernel would kill it otherwise.
 * @param restarted the server after a restart
 */
export async function lowerLimit(
  deps: SettingsDeps,
  prepared: Prepared,
  restarted: RuntimeEntry | null,
  op: OperationContext,
): Promise<void> {
  const { plan, instance } = prepared;
  const { facts, target } = plan;
  const move = limitMove(plan);
  if (!move || isRaise(move) || move.to === null) return;
  const wanted = move.to;
  const choice = target.container?.memoryBytes ?? facts.container?.chosen.memoryBytes ?? null;
  await op.step(limitStep(move), async () => {
    const info = facts.running ? await infoNow(prepared, restarted) : null;
    const bytes = info === null ? wanted : lowestSafeLimit(wanted, choice, info);
    if (bytes > wanted)
      op.warn(
        `Redis still uses more, so the container keeps a limit of ${formatBytes(bytes)} instead of ${formatBytes(wanted)}.`,
      );
    if (move.from === null || bytes < move.from) await setLimit(deps, instance.id, move.from, bytes, op);
  });
}

async function setLimit(
  deps: SettingsDeps,
  id: string,
  before: number | null,
  bytes: number | null,
  op: OperationContext,
): Promise<void> {
  await op.undo.add({ type: 'container-memory', id, bytes: before });
  await deps.containers.setMemoryLimit(id, bytes);
}

/** Current memory usage; the usage at planning time if the server does not reply. */
async function infoNow(prepared: Prepared, restarted: RuntimeEntry | null): Promise<InfoFields | null> {
  const { plan, link } = prepared;
  const fresh = restarted?.address ? createRedisLink({ ...restarted.address, password: newPassword(prepared) }) : null;
  try {
    const reply = await (fresh ?? link)?.call(REPLY_TIMEOUT_MS, 'INFO', 'memory');
    return reply === undefined ? plan.facts.info : parseInfo(String(reply));
  } catch {
    return plan.facts.info;
  } finally {
    fresh?.close();
  }
}

/** Records the choices for the container; recreating it does so already. */
export async function recordChoices(
  deps: SettingsDeps,
  { plan, instance, runtime }: Prepared,
  op: OperationContext,
): Promise<void> {
  const { facts, target, recreate } = plan;
  const { memoryBytes, outgoing } = target.container ?? {};
  if (recreate || (memoryBytes === undefined && outgoing === undefined)) return;
  const limits = { memoryBytes: null, cpus: null, ...instance.record?.limits };
  await updateRecord(
    deps,
    instance,
    runtime,
    {
      port: facts.recordedPort ?? facts.published?.port ?? 0,
      limits: memoryBytes === undefined ? limits : { ...limits, memoryBytes },
      ...(outgoing !== undefined && { outgoing }),
    },
    op,
  );
}
