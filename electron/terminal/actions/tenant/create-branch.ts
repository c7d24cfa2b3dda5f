import type { Api } from '../../../../shared/contract/contract.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import { MAIN } from '../../../../shared/contract/names.ts';
import type { CreateBranchInput, Tenant } from '../../../../shared/contract/tenant.ts';
import type { ActionContext } from '../../cli/action.ts';
import { withDataChoice } from '../../cli/data-choice.ts';
import { perform } from '../../cli/perform.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import type { Arguments } from '../../flags/flags.ts';
import { formatTime } from '../../format/format.ts';
import { tenantLines } from './tenant-lines.ts';
import * as tenantWords from './words.ts';

/** The origin of a branch as given, and its lifetime. */
interface BranchRequest {
  readonly origin: string;
  readonly data: string | undefined;
  /** Null: it is kept permanently. */
  readonly seconds: number | null;
}

/** @returns null if no branch is requested. @throws AppError BAD_VALUE for flags that only a branch has */
export function branchOf({ from, data, expires }: Arguments<'from' | 'data' | 'expires'>): BranchRequest | null {
  if (from === undefined) {
    const stray = expires !== undefined ? '--expires' : data !== undefined ? '--data' : null;
    if (stray === null) return null;
    throw badUsage(stray, tenantWords.leftOutWithoutFrom, tenantWords.strayIsForABranch(stray));
  }
  return { origin: String(from), data, seconds: expires === undefined ? DEFAULT_SECONDS : secondsOf(expires) };
}

/** A forgotten copy must not fill the disk. */
const DEFAULT_SECONDS = 24 * 3600;

/** The lifetime of a branch. @throws AppError BAD_VALUE for flags of keys */
export function secondsOf(expires: NonNullable<Arguments<'expires'>['expires']>): number | null {
  if (expires === 'none') return null;
  if (typeof expires === 'object') return expires.seconds;
  throw badUsage('--expires', tenantWords.aTimeOrNone, tenantWords.expiresIsALifetimeHere(expires));
}

/** Creates a branch and words the result. */
export async function createBranch(
  context: ActionContext,
  { origin, data: given, seconds }: BranchRequest,
  request: Omit<CreateBranchInput, 'from' | 'backup' | 'data' | 'expiresInSeconds'>,
): Promise<{ readonly document: Tenant; readonly lines: readonly string[] }> {
  const source = await sourceOf(await context.api(), origin);
  const { result: made } = await withDataChoice(context, given, (data) =>
    perform(context, (api) => api.tenants.branch({ ...request, ...source, data, expiresInSeconds: seconds })),
  );
  return { document: made, lines: [...tenantLines(made), ...branchLines(made)] };
}

/** The origin of a branch and its expiry; nothing for another tenant. */
export function branchLines({ branch, client }: Tenant, indent = ''): readonly string[] {
  if (!branch) return [];
  const { from, of, at, expiresAt } = branch;
  const now = Date.now();
  const expiry =
    expiresAt === null
      ? tenantWords.neverExpires
      : Date.parse(expiresAt) <= now
        ? tenantWords.expired
        : tenantWords.expiresAt(`${expiresAt.slice(0, 16).replace('T', ' ')} UTC`, client);
  return [
    `${indent}${tenantWords.branchOf(of === null ? from : `${from}/${of}`, formatTime(at, now))}`,
    `${indent}${expiry}`,
  ];
}

/** An instance comes before a backup of the same name. @throws AppError NOT_FOUND, BAD_VALUE for an ambiguous name */
async function sourceOf(api: Api, origin: string): Promise<Pick<CreateBranchInput, 'from' | 'backup'>> {
  const [owner, name] = origin.includes('/') ? origin.split('/') : [undefined, origin];
  if (owner !== undefined && name !== undefined) return { from: owner, backup: name };
  const isInstance = origin === MAIN || (await api.tenants.list()).some(({ id }) => id === origin);
  if (isInstance) return { from: origin };
  const found = (await api.backups.list({})).filter((backup) => backup.name === origin);
  const [first] = found;
  if (first === undefined) {
    throw new AppError('NOT_FOUND', tenantWords.noInstanceOrBackup(origin), { what: 'origin', id: origin });
  }
  if (found.length === 1) return { from: first.instance, backup: origin };
  const names = found.map(({ instance }) => `${instance}/${origin}`).join(', ');
  throw badUsage('--from', tenantWords.oneOfNames(names), tenantWords.severalBackups(origin, names));
}
