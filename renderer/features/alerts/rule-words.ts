import type { AlertRules } from '../../../shared/contract/alert.ts';

export type RuleName = keyof AlertRules;

/** The input field of a threshold. */
export interface RuleFigure {
  readonly key: string;
  readonly label: string;
  readonly unit: string;
  readonly least: number;
  readonly most: number;
}

interface RuleWords {
  readonly name: RuleName;
  readonly title: string;
  readonly about: string;
  readonly figures: readonly RuleFigure[];
}

export const ruleWords: readonly RuleWords[] = [
  {
    name: 'down',
    title: 'Instance down',
    about: 'It crashed, was killed or does not respond, or Docker does not respond.',
    figures: [],
  },
  {
    name: 'memory',
    title: 'Memory nearly full',
    about: 'Share of the memory limit in use. Clears 5 points below.',
    figures: [{ key: 'percent', label: 'Alert at', unit: '%', least: 1, most: 100 }],
  },
  {
    name: 'eviction',
    title: 'Evictions start',
    about: 'Redis evicts keys because memory is full. Clears after ten minutes without evictions.',
    figures: [],
  },
  {
    name: 'hitRate',
    title: 'Hit rate falls',
    about: 'Share of lookups that find a key.',
    figures: [
      { key: 'belowPercent', label: 'Below', unit: '%', least: 1, most: 100 },
      { key: 'minutes', label: 'Over', unit: 'min', least: 1, most: 60 },
      { key: 'lookups', label: 'Minimum lookups', unit: 'lookups', least: 1, most: 1_000_000_000 },
    ],
  },
  {
    name: 'persistence',
    title: 'Saving fails',
    about: 'A save or the AOF failed, or changes are unsaved for too long.',
    figures: [{ key: 'hours', label: 'Unsaved for', unit: 'h', least: 0.1, most: 720 }],
  },
  {
    name: 'backupOverdue',
    title: 'Backup overdue',
    about: 'Hours after a missed schedule, or days since the last backup if there is none.',
    figures: [
      { key: 'hours', label: 'Schedule late by', unit: 'h', least: 0.1, most: 720 },
      { key: 'days', label: 'Without a backup', unit: 'days', least: 0.1, most: 365 },
    ],
  },
  {
    name: 'proofFailed',
    title: 'Verification failed',
    about: 'The latest backup failed its verification.',
    figures: [],
  },
  {
    name: 'scheduleFailed',
    title: 'Scheduled backup failed',
    about: 'Clears on success or when the schedule is off.',
    figures: [],
  },
];
