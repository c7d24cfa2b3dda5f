import type { Applied, Risk, SettingsPlan } from '../../../../shared/contract/settings.ts';
import { counted } from '../../../../shared/format/count.ts';

/** What stops a plan, or loses data. */
export function isSevere({ level }: Risk): boolean {
  return level !== 'warning';
}

/** `4 changes: 2 live, 1 restart, 1 risk`. Each line counts once, by its badge. */
export function planSummary(plan: SettingsPlan | null): string {
  if (!plan) return '';
  const { changes, risks } = plan;
  if (changes.length === 0) return plan.diff === '' ? 'nothing would change' : 'only the text changes';
  const risky = new Set(risks.filter(isSevere).map(({ directive }) => directive));
  const calm = changes.filter(({ directive }) => !risky.has(directive));
  const of = (how: Applied) => calm.filter((change) => change.how === how).length;
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

/** What it means for those who use the instance, in a word or two. */
export function planLead({ safetyBackup, recreate, restart, risks }: SettingsPlan, running = true): string {
  if (risks.some(({ level }) => level === 'blocked')) return 'It cannot be applied as it is.';
  const backup = safetyBackup ? 'A safety backup is taken first. ' : '';
  if (recreate) return `${backup}The container is made again around the same data, once.`;
  if (restart) return `${backup}One restart: open connections are closed and the data is loaded again.`;
  return `${backup}${running ? 'No restart.' : 'It takes effect at the next start.'}`;
}
