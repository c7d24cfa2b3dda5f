import type { OperationStep } from './contract/operation-step.ts';
import { stepTitles } from './step-words.ts';

export function stepTitle({ id, subject }: Pick<OperationStep, 'id' | 'subject'>): string {
  const title = stepTitles[id];
  return typeof title === 'string' ? title : title(subject ?? '');
}
