import { AppError, isAppError } from '../../../../shared/contract/errors.ts';
import type { Machine } from '../../../../shared/contract/machine.ts';
import type {
  DrainInput,
  DrainPreview,
  DrainResult,
  MoveTenantInput,
  TenantMoved,
} from '../../../../shared/contract/move.ts';
import { LOCAL_ENGINE, MAIN } from '../../../../shared/contract/names.ts';
import type { OperationOf } from '../../../../shared/contract/operations.ts';
import type { Publishing } from '../../../../shared/contract/values.ts';
import { counted } from '../../../../shared/format/count.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { addressFor } from '../published-address.ts';
import { listTenants } from '../read-tenants.ts';
import type { MoveDeps } from './move-deps.ts';
import { moveTenant } from './move-tenant.ts';
import { planDrain, type TargetRefusals } from './plan-drain.ts';

/** Each copy loads its machine, this one's connection and the source. */
const PARALLEL = 2;
/** Of progress. */
const POLL_MS = 200;

export interface DrainDeps extends MoveDeps {
  readonly machines: () => Promise<readonly Machine[]>;
}

/** @throws AppError BAD_VALUE */
export async function previewDrain(deps: DrainDeps, input: DrainInput): Promise<DrainPreview> {
  const [machines, tenants, instances] = await Promise.all([
    deps.machines(),
    listTenants(deps, () => null),
    deps.catalogue.all(),
  ]);
  const open = new Set(instances.filter(({ record }) => record?.publishedAt || record?.deployment).map(({ id }) => id));
  const drained = tenants.map((tenant) => ({
    ...tenant,
    isOpen: open.has(tenant.client),
    beside: tenant.companions.map(({ title }) => title),
  }));
  return planDrain(input, machines, drained, await refusalsOf(deps, input.to));
}

/** Why machines cannot take tenants, by their name. Unknown and unreachable ones are refused otherwise. */
async function refusalsOf(
  { engines }: DrainDeps,
  names: readonly string[],
): Promise<ReadonlyMap<string, TargetRefusals>> {
  const refusal = async (name: string, publish: Publishing | undefined) => {
    try {
      await addressFor(name === LOCAL_ENGINE ? null : engines.require(name), publish);
      return null;
    } catch (error) {
      if (isAppError(error, 'BAD_VALUE')) return error.message;
      if (isAppError(error, 'NOT_FOUND')) return null;
      throw error;
    }
  };
  return new Map(
    await Promise.all(
      names.map(async (name) => {
        const [forwarded, open] = await Promise.all([refusal(name, undefined), refusal(name, 'tls')]);
        return [name, { forwarded, open }] as const;
      }),
    ),
  );
}

/**
 * Moves all tenants of a machine, some at the same time. Each move is a separate operation; a tenant whose move fails
 * stays where it is.
 */
export async function drainEngine(deps: DrainDeps, input: DrainInput): Promise<OperationOf<'drain-engine'>> {
  const { moves, left } = await previewDrain(deps, input);
  const { operations } = deps;
  const { engine, publish, forward } = input;
  const title = `Move all tenants of ${engine}`;
  const plan = { kind: 'drain-engine', instance: MAIN, title, steps: ['move-tenants'] } as const;
  return operations.begin(plan, async (op): Promise<DrainResult> => {
    const moved: TenantMoved[] = [];
    const failed = [...left];
    const fractions = new Map<string, number>();
    const report = () => {
      const sum = [...fractions.values()].reduce((total, one) => total + one, 0);
      const done = moved.length + failed.length - left.length;
      op.progress(moves.length === 0 ? 1 : sum / moves.length, `${done} of ${counted(moves.length, 'tenant')}`);
    };
    const waiting = [...moves];
    const worker = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        op.signal.throwIfAborted();
        const { id, to } = next;
        try {
          moved.push(
            await moveOne(deps, { id, engine: to, publish, forward, undo: false }, op, (fraction) => {
              fractions.set(id, fraction);
              report();
            }),
          );
          op.log(`${id} is on ${to}.`);
        } catch (error) {
          op.signal.throwIfAborted();
          if (!(error instanceof AppError)) throw error;
          failed.push({ id, reason: error.message });
          op.log(`${id} was not moved: ${error.message}`);
        }
        fractions.set(id, 1);
        report();
      }
    };
    await op.step('move-tenants', async () => {
      report();
      const ended = await Promise.allSettled(Array.from({ length: PARALLEL }, worker));
      for (const one of ended)
        if (one.status === 'rejected') throw op.signal.aborted && moved.length > 0 ? cancelledAfter(moved) : one.reason;
    });
    return { engine, moved, left: failed };
  });
}

/** A drain does not move tenants back. */
function cancelledAfter(moved: readonly TenantMoved[]): AppError<'CANCELLED'> {
  const names = moved.map(({ id, to }) => `${id} (${to.engine})`).join(', ');
  const kept = `Already moved, and not moved back: ${names}.`;
  return new AppError('CANCELLED', `The drain was cancelled. ${kept}`, { kept });
}

/** Runs one move to its end; a cancel of the drain cancels it. */
async function moveOne(
  deps: DrainDeps,
  input: MoveTenantInput,
  op: OperationContext,
  progress: (fraction: number) => void,
): Promise<TenantMoved> {
  const { operations } = deps;
  const begun = await moveTenant(deps, input);
  const cancel = () => void operations.cancel(begun.id);
  op.signal.addEventListener('abort', cancel, { once: true });
  // It may have been cancelled before the move began.
  if (op.signal.aborted) cancel();
  const timer = setInterval(() => {
    try {
      progress(operations.get(begun.id).fraction ?? 0);
    } catch (error) {
      if (!isAppError(error, 'NOT_FOUND')) throw error;
    }
  }, POLL_MS);
  try {
    return (await operations.settled(begun)).result;
  } finally {
    clearInterval(timer);
    op.signal.removeEventListener('abort', cancel);
  }
}
