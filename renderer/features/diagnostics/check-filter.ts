import type { Check } from '../../../shared/contract/diagnostics.ts';
import { coreDetail, coreSentence } from '../../lib/core-sentence.ts';

/** The filter of the findings. */
export interface CheckFilter {
  readonly level: Check['level'] | null;
  readonly text: string;
  /** The id of an instance; null: all, and this computer. */
  readonly instance: string | null;
}

/** The checks of a level and an instance that contain every word of the text, in any case. */
export function matchingChecks(checks: readonly Check[], { level, text, instance }: CheckFilter): readonly Check[] {
  const words = text.toLowerCase().split(/\s+/);
  return checks.filter((check) => {
    const content = `${coreSentence(check.title)} ${coreDetail(check.detail)} ${check.id}`.toLowerCase();
    return (
      (level === null || check.level === level) &&
      (instance === null || concerns(check, instance)) &&
      words.every((word) => content.includes(word))
    );
  });
}

/** Whether a check concerns an instance, or names it among others, as the security checklist does. */
function concerns({ id, title, detail }: Check, instance: string): boolean {
  // Ids of instances hold letters, digits and hyphens only.
  const name = new RegExp(`(?<![\\w-])${instance}(?![\\w-])`);
  return id.endsWith(`-${instance}`) || name.test(title) || name.test(detail);
}
