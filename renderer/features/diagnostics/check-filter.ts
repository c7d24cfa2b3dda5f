import type { Check } from '../../../shared/contract/diagnostics.ts';

/** Which findings the list shows. */
export interface CheckFilter {
  readonly level: Check['level'] | null;
  readonly text: string;
}

/** The checks of a level that contain every word of the text, in any case. */
export function matchingChecks(checks: readonly Check[], { level, text }: CheckFilter): readonly Check[] {
  const words = text.toLowerCase().split(/\s+/);
  return checks.filter((check) => {
    const content = `${check.title} ${check.detail} ${check.id}`.toLowerCase();
    return (level === null || check.level === level) && words.every((word) => content.includes(word));
  });
}
