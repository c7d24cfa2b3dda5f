import type { Applied, Risk, SettingsPlan } from '../../../../shared/contract/settings.ts';
import { counted } from '../../../lib/counted.ts';
import * as planWords from '../words/plan.ts';

/** Blocks the plan or loses data. */
export function isSevere({ level }: Risk): boolean {
  return level !== 'warning';
}

/** `4 changes: 2 live, 1 restart, 1 risk`. Each line counts once, by its badge. */
export function planSummary(plan: SettingsPlan | null): string {
  if (!plan) return '';
  const { changes, risks } = plan;
  if (changes.length === 0) return plan.diff === '' ? planWords.nothingChanges : planWords.onlyTheText;
  const risky = new Set(risks.filter(isSevere).map(({ directive }) => directive));
  const safe = changes.filter(({ directive }) => !risky.has(directive));
  const of = (how: Applied) => safe.filter((change) => change.how === how).length;
  const parts: readonly (readonly [number, (count: number) => string])[] = [
    [of('live'), planWords.countLive],
    [of('restart'), planWords.countRestart],
    [of('recreate'), planWords.countContainer],
  ];
  const by = parts.filter(([count]) => count > 0).map(([count, words]) => words(count));
  const severe = risks.filter(isSevere).length;
  if (severe > 0) by.push(counted(severe, 'risk'));
  return `${counted(changes.length, 'change')}: ${by.join(', ')}`;
}

/** The impact on clients of the instance. */
export function planLead({ safetyBackup, recreate, restart, risks }: SettingsPlan, running = true): string {
  if (risks.some(({ level }) => level === 'blocked')) return planWords.thisPlanCannotBeApplied;
  const backup = safetyBackup ? planWords.leadSafetyBackup : '';
  if (recreate) return `${backup}${planWords.leadRecreate}`;
  if (restart) return `${backup}${planWords.leadRestart}`;
  return `${backup}${running ? planWords.leadNoRestart : planWords.effectiveAtNextStart}`;
}
