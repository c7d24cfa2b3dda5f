import type { Check, Diagnosis } from './contract/diagnostics.ts';
import { counted } from './format/count.ts';
import { remedyLine } from './remedy-line.ts';

const ORDER = ['fail', 'warn', 'info', 'ok'] as const satisfies readonly Check['level'][];
const TITLES: Readonly<Record<Check['level'], string>> = {
  fail: 'Failed',
  warn: 'Warnings',
  info: 'Notes',
  ok: 'Passed',
};

/** The checks, most serious first; equal ones keep their order. */
export function bySeverity(checks: readonly Check[]): readonly Check[] {
  return ORDER.flatMap((level) => checks.filter((check) => check.level === level));
}

/** How many checks have each level. */
export function levelCounts(checks: readonly Check[]): Readonly<Record<Check['level'], number>> {
  const count = (level: Check['level']) => checks.filter((check) => check.level === level).length;
  return { fail: count('fail'), warn: count('warn'), info: count('info'), ok: count('ok') };
}

/** Whether a check belongs to the security checklist. */
export function isSecurityCheck({ id }: Pick<Check, 'id'>): boolean {
  return id.startsWith('security.');
}

/** `redis-diagnostics-20261129-141500`, in UTC, without an extension. */
export function reportName({ at }: Pick<Diagnosis, 'at'>): string {
  return `redis-diagnostics-${at.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')}`;
}

/** The diagnosis as a Markdown document, most serious first. */
export function diagnosisMarkdown({ checks, at, tookMs }: Diagnosis): string {
  const sections = ORDER.flatMap((level) => {
    const found = checks.filter((check) => check.level === level);
    return found.length === 0 ? [] : [`## ${TITLES[level]}\n`, ...found.map(itemOf), ''];
  });
  const summary = `${counted(checks.length, 'check')} at ${at}, in ${(tookMs / 1000).toFixed(1)} s.`;
  return ['# Redis diagnostics\n', `${summary}\n`, ...sections].join('\n');
}

function itemOf({ title, detail, fix, remedy, level }: Check): string {
  const lines = [`- **${plain(title)}**: ${plain(detail)}`];
  if (level !== 'ok' && fix !== null) lines.push(`  - Fix: ${plain(fix)}`);
  if (level !== 'ok' && remedy)
    lines.push(`  - In a terminal: \`manage.sh ${remedyLine(remedy).replaceAll('`', "'")}\``);
  return lines.join('\n');
}

/** Foreign text, such as an error message, must not become a link, a heading or HTML. */
function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_{}[\]<>#|!]/g, '\\$&');
}
