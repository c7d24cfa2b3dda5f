import { AppError } from '../../../shared/contract/errors.ts';
import type { RuntimeKind } from '../../../shared/contract/values.ts';
import type { Runtimes } from './catalogue.ts';

/**
 * The runtime that was asked for, else docker when an engine answers, else process.
 * @throws AppError ENGINE_UNREACHABLE or NO_RUNTIME when it cannot be used
 */
export async function chooseRuntime(wanted: RuntimeKind | undefined, runtimes: Runtimes): Promise<RuntimeKind> {
  if (wanted !== undefined) {
    const probe = await runtimes[wanted].probe();
    if (probe.available) return wanted;
    const reason = probe.problem?.message ?? 'it does not answer';
    const fix = probe.problem?.fix ?? '';
    const message = `The ${wanted} runtime cannot be used: ${reason} ${fix}`.trim();
    if (wanted === 'process') throw new AppError('NO_RUNTIME', message, { reasons: [{ runtime: wanted, reason }] });
    throw new AppError('ENGINE_UNREACHABLE', message, { endpoint: probe.endpoint ?? 'docker', reason });
  }
  const [docker, process] = await Promise.all([runtimes.docker.probe(), runtimes.process.probe()]);
  if (docker.available) return 'docker';
  if (process.available) return 'process';
  const reasons = [docker, process].map((probe) => ({
    runtime: probe.runtime,
    reason: probe.problem?.message ?? 'it does not answer',
  }));
  throw new AppError(
    'NO_RUNTIME',
    `Redis cannot be run here yet. Docker: ${reasons[0]?.reason} Process: ${reasons[1]?.reason} Mend one of them and try again.`,
    { reasons },
  );
}
