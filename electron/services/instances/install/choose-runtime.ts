import { AppError } from '../../../../shared/contract/errors.ts';
import { can, runtimeKinds } from '../../../../shared/contract/runtimes.ts';
import type { RuntimeKind } from '../../../../shared/contract/values.ts';
import type { InstanceDeps } from '../status/instance-deps.ts';

/**
 * Returns the requested runtime; without a request, the preferred one if it is usable, else the first usable one.
 * @throws AppError ENGINE_UNREACHABLE or NO_RUNTIME if no candidate is usable
 */
export async function chooseRuntime(
  requested: RuntimeKind | undefined,
  { runtimes, environment }: Pick<InstanceDeps, 'runtimes' | 'environment'>,
): Promise<RuntimeKind> {
  const preferred = environment.runtime;
  const inOrder = runtimeKinds.toSorted((one, other) => Number(other === preferred) - Number(one === preferred));
  const candidates: readonly RuntimeKind[] = requested === undefined ? inOrder : [requested];
  for (const kind of candidates) if (await runtimes[kind].usable()) return kind;
  const probes = await Promise.all(candidates.map((kind) => runtimes[kind].probe()));
  const reasons = probes.map(({ runtime, problem }) => ({
    runtime,
    reason: problem?.message ?? 'it is not responding',
    fix: problem?.fix ?? 'Try again.',
  }));
  const [first] = reasons;
  if (requested !== undefined && can(requested, 'engine') && first) {
    const endpoint = probes[0]?.endpoint ?? requested;
    const message = `The ${requested} runtime cannot be used: ${first.reason} ${first.fix}`;
    throw new AppError('ENGINE_UNREACHABLE', message, { endpoint, reason: first.reason });
  }
  const sentences = reasons.map(({ runtime, reason, fix }) => `${runtime}: ${reason} ${fix}`);
  throw new AppError('NO_RUNTIME', `Redis cannot run on this computer yet. ${sentences.join(' ')}`, {
    reasons: reasons.map(({ runtime, reason }) => ({ runtime, reason })),
  });
}
