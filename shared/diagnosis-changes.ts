import type { Check, Diagnosis } from './contract/diagnostics.ts';

/** The differences between the findings of two runs. */
export interface DiagnosisChanges {
  /** Findings that the earlier run does not have. */
  readonly appeared: readonly Check[];
  /** Findings of the earlier run that the later one no longer has. */
  readonly solved: readonly Check[];
  /** Findings of both that are now more or less serious. */
  readonly moved: readonly { readonly from: Check['level']; readonly check: Check }[];
}

export function diagnosisChanges(
  earlier: Pick<Diagnosis, 'checks'>,
  later: Pick<Diagnosis, 'checks'>,
): DiagnosisChanges {
  const [before, after] = [findingsOf(earlier), findingsOf(later)];
  const without = (one: ReadonlyMap<string, Check>, other: ReadonlyMap<string, Check>) =>
    [...one].flatMap(([id, check]) => (other.has(id) ? [] : [check]));
  const moved = [...after].flatMap(([id, check]) => {
    const from = before.get(id)?.level;
    return from === undefined || from === check.level ? [] : [{ from, check }];
  });
  return { appeared: without(after, before), solved: without(before, after), moved };
}

/** The checks that did not pass, by id. */
function findingsOf({ checks }: Pick<Diagnosis, 'checks'>): ReadonlyMap<string, Check> {
  return new Map(checks.filter(({ level }) => level !== 'ok').map((check) => [check.id, check]));
}
