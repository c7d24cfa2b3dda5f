import { AppError, isAppError } from '../../../../shared/contract/errors.ts';
import type { ExpiredBranch, Tenant } from '../../../../shared/contract/tenant.ts';
import { readTenant, tenantIds, writeTenant } from '../../instances/registry/tenant-record.ts';
import { expiryTime } from '../../platform/time/expiry-time.ts';
import { destroyTenant } from '../destroy-tenant.ts';
import { tenantById } from '../read-tenants.ts';
import { requireTenant } from '../require-tenant.ts';
import type { BranchDeps } from './branch-deps.ts';

const POLL_EVERY_MS = 30_000;
/** The pause after a failed attempt. Each attempt is an operation that users see. */
const RETRY_AFTER_MS = 10 * 60_000;

/** The time of an expiry, ISO 8601; null: never. */
export function expiryFrom(now: Date, seconds: number | null): string | null {
  return seconds === null ? null : new Date(now.getTime() + seconds * 1000).toISOString();
}

/** Sets the expiry of a branch, counted from now. @throws AppError BAD_VALUE, NOT_FOUND */
export async function setExpiry(deps: BranchDeps, id: string, seconds: number | null): Promise<Tenant> {
  const { tenant } = await requireTenant(deps, id);
  if (!tenant?.branch) {
    const expected = 'a tenant that was created as a branch';
    throw new AppError('BAD_VALUE', `${id} is not a branch, so it never expires. Choose ${expected}.`, {
      field: 'client-id',
      expected,
    });
  }
  const branch = { ...tenant.branch, expiresAt: expiryFrom(new Date(), seconds) };
  await writeTenant(deps.environment, id, { ...tenant, branch });
  deps.bus.emit({ noun: 'instances', id });
  return tenantById(deps, id);
}

/** Destroys branches as they expire. They stay under Recently deleted like every destroyed tenant. */
export interface BranchExpiry {
  run(now: Date): Promise<readonly ExpiredBranch[]>;
  /** @returns a function that stops it */
  start(): () => void;
}

export function createBranchExpiry(deps: BranchDeps): BranchExpiry {
  const { environment, operations, log } = deps;
  const failedAtMs = new Map<string, number>();

  const hasExpired = async (id: string, now: Date) => {
    // The status of the tenant reports an unreadable record.
    const record = await readTenant(environment, id).catch(() => null);
    const at = record?.branch?.expiresAt ?? null;
    return at !== null && Date.parse(at) <= now.getTime();
  };

  async function expire(id: string, now: Date): Promise<readonly ExpiredBranch[]> {
    if (!(await hasExpired(id, now)) || now.getTime() - (failedAtMs.get(id) ?? 0) < RETRY_AFTER_MS) return [];
    const check = async () => {
      if (await hasExpired(id, now)) return;
      throw new AppError('CONFLICT', `${id} was extended in the meantime and is kept.`, { what: 'expiry' });
    };
    try {
      const begun = await destroyTenant(deps, id, { title: `Delete the expired branch ${id}`, check });
      const { safetyBackup } = (await operations.settled(begun)).result;
      return safetyBackup === null ? [] : [{ id, safetyBackup }];
    } catch (error) {
      // Another client destroys it, or works on it.
      if (isAppError(error, 'BUSY') || isAppError(error, 'NOT_FOUND')) return [];
      failedAtMs.set(id, now.getTime());
      log.error(`the expired branch ${id} was not deleted`, error);
      return [];
    }
  }

  const run = async (at: Date) => {
    const now = new Date(await expiryTime(environment.home, at.getTime()));
    const expired: ExpiredBranch[] = [];
    for (const id of await tenantIds(environment)) expired.push(...(await expire(id, now)));
    return expired;
  };

  return {
    run,
    start() {
      let running = false;
      const poll = async () => {
        if (running) return;
        running = true;
        await run(new Date())
          .catch((error: unknown) => log.error('checking for expired branches failed', error))
          .finally(() => {
            running = false;
          });
      };
      const timer = setInterval(() => void poll(), POLL_EVERY_MS);
      timer.unref();
      void poll();
      return () => clearInterval(timer);
    },
  };
}
