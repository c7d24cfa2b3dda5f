import type { Applied, Risk, SettingsPlan } from '../../../../shared/contract/settings.ts';
import { counted } from '../../../../shared/format/count.ts';

/** Blocks the plan or loses data. */
export function isSevere({ level }: Risk): boolean {
  return level !== 'warning';
}

/** `4 changes: 2 live, 1 restart, 1 risk`. Each line counts once, by its badge. */
export function planSummary(plan: SettingsPlan | null): string {
  if (!plan) return '';
  const { changes, risks } = plan;
  if (changes.length === 0) return plan.diff === '' ? 'nothing would change' : 'only the text changes';
  const risky = new Set(risks.filter(isSevere).map(({ directive }) => directive));
  const safe = changes.filter(({ directive }) => !risky.has(directive));
  const of = (how: Applied) => safe.filter((change) => change.how === how).length;
  const parts: readonly (readonly [number, string])[] = [
    [of('live'), 'live'],
    [of('restart'), 'restart'],
    [of('recreate'), 'container'],
  ];
  const by = parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  const severe = risks.filter(isSevere).length;
  if (severe > 0) by.push(counted(severe, 'risk'));
  return `${counted(changes.length, 'change')}: ${by.join(', ')}`;
}

/** The impact on clients of the instance. */
export function planLead({ safetyBackup, recreate, restart, risks }: SettingsPlan, running = true): string {
  if (risks.some(({ level }) => level === 'blocked')) return 'This plan cannot be applied.';
  const backup = safetyBackup ? 'A safety backup is taken first. ' : '';
  if (recreate) return `${backup}The container is recreated once with the same data.`;
  if (restart) return `${backup}One restart: open connections are closed and the data is loaded again.`;
  return `${backup}${running ? 'No restart.' : 'Changes take effect at the next start.'}`;
}
