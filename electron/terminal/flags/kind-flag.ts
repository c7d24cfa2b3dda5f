import { type ActivityKind, activityKind } from '../../../shared/contract/activity.ts';
import { badUsage } from './bad-usage.ts';
import { type FlagValue, listOf, oneOf } from './flag-values.ts';

/** `--kind` of a backup. @throws AppError BAD_VALUE */
export const backupKindOf = (given: string | undefined) => kindOf(given, oneOf('snapshot', 'archive'));

/** `--kind` of events: one or several. @throws AppError BAD_VALUE */
export function activityKindsOf(given: string | undefined): ActivityKind[] | undefined {
  const kinds = kindOf(given, listOf('KIND,…', activityKind.options));
  return kinds && [...new Set(kinds)];
}

function kindOf<T>(given: string | undefined, value: FlagValue<T>): T | undefined {
  if (given === undefined) return undefined;
  const kind = value.read(given);
  if (kind !== null) return kind;
  const shown = given.length > 60 ? `${given.slice(0, 60)}…` : given;
  throw badUsage('--kind', value.expected, `--kind: "${shown}" is not ${value.expected}.`);
}
