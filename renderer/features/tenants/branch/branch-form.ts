import { terminalLine } from '../../../lib/terminal-line.ts';
import * as branchWords from '../words/branch.ts';
import type { BranchRequest } from './branch-dialog-state.ts';

/** The choices of the dialog, in the notation of the CLI. */
export const lifetimes = ['1h', '24h', '7d', 'none'] as const;
export type LifetimeChoice = (typeof lifetimes)[number];

const seconds: Readonly<Record<LifetimeChoice, number | null>> = {
  '1h': 3600,
  '24h': 24 * 3600,
  '7d': 7 * 24 * 3600,
  none: null,
};

export const lifetimeChoices = [
  { value: '1h', label: branchWords.oneHour },
  { value: '24h', label: branchWords.oneDay },
  { value: '7d', label: branchWords.oneWeek },
  { value: 'none', label: branchWords.keepPermanently },
] satisfies readonly { readonly value: LifetimeChoice; readonly label: string }[];

export function secondsOf(choice: LifetimeChoice): number | null {
  return seconds[choice];
}

export function branchLine(id: string, { from, backup }: BranchRequest, choice: LifetimeChoice): string {
  const origin = backup === null ? from : `${from}/${backup}`;
  return terminalLine('create-client', { 'client-id': id || 'ID', from: origin, expires: choice });
}
