import type { Translation } from '../../../../shared/translation.ts';
import type * as english from './time.ts';

export const translation: Translation<typeof english> = {
  stepMsResolution: (stepMs) => `Auflösung ${stepMs} ms`,
  problemShowingLiveDataInstead: (problem) => `${problem} Stattdessen sind Live-Daten zu sehen.`,
  now: 'jetzt',
  whatRanAt: (at) => `Was um ${at} lief`,
  closeThisNotice: 'Diesen Hinweis schließen',
  atIsNotAValidTime: (at, toISOString) =>
    `„${at}“ ist keine gültige Zeit. ?at= mit einer Zeit wie ${toISOString} verwenden.`,
  atIsInTheFuture: (at) => `${at} liegt in der Zukunft.`,
  noDataForTime: (at) => `Für ${at} gibt es keine Daten: Metriken bleiben bis zu 90 Tage.`,
  timeCursorLabel: 'Zeitmarke. Pfeiltasten bewegen sie, Plus und Minus zoomen, Enter zeigt, was damals lief',
  resolution: (amount, unit) => `Auflösung ${amount} ${unit}`,
};
