import type { AlertRules } from '../../../shared/contract/alert.ts';
import * as alertsWords from './words.ts';

export type RuleName = keyof AlertRules;

/** The input field of a threshold. */
export interface RuleFigure {
  readonly key: string;
  readonly label: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
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
    ...alertsWords.ruleTexts.down,
    figures: [],
  },
  {
    name: 'memory',
    ...alertsWords.ruleTexts.memory,
    figures: [{ key: 'percent', label: alertsWords.figureLabels.percent, unit: '%', min: 1, max: 100 }],
  },
  {
    name: 'eviction',
    ...alertsWords.ruleTexts.eviction,
    figures: [],
  },
  {
    name: 'hitRate',
    ...alertsWords.ruleTexts.hitRate,
    figures: [
      { key: 'belowPercent', label: alertsWords.figureLabels.belowPercent, unit: '%', min: 1, max: 100 },
      { key: 'minutes', label: alertsWords.figureLabels.minutes, unit: 'min', min: 1, max: 60 },
      {
        key: 'lookups',
        label: alertsWords.figureLabels.lookups,
        unit: alertsWords.unitLookups,
        min: 1,
        max: 1_000_000_000,
      },
    ],
  },
  {
    name: 'persistence',
    ...alertsWords.ruleTexts.persistence,
    figures: [{ key: 'hours', label: alertsWords.figureLabels.unsavedHours, unit: 'h', min: 0.1, max: 720 }],
  },
  {
    name: 'backupOverdue',
    ...alertsWords.ruleTexts.backupOverdue,
    figures: [
      { key: 'hours', label: alertsWords.figureLabels.lateHours, unit: 'h', min: 0.1, max: 720 },
      { key: 'days', label: alertsWords.figureLabels.days, unit: alertsWords.unitDays, min: 0.1, max: 365 },
    ],
  },
  {
    name: 'proofFailed',
    ...alertsWords.ruleTexts.proofFailed,
    figures: [],
  },
  {
    name: 'scheduleFailed',
    ...alertsWords.ruleTexts.scheduleFailed,
    figures: [],
  },
];
