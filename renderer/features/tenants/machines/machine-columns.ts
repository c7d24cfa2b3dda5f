import type { Machine, MachineFigures } from '../../../../shared/contract/machine.ts';
import { LOCAL_ENGINE } from '../../../../shared/contract/names.ts';
import { percent } from '../../../lib/format.ts';
import * as machinesWords from '../words/machines.ts';

/** A machine with what its instances use. */
export interface MachineRow {
  readonly machine: Machine;
  readonly figures: MachineFigures | undefined;
}

export function shownName(name: string): string {
  return name === LOCAL_ENGINE ? machinesWords.thisComputer : name;
}

/** The name after "from". */
export function nameInASentence(name: string): string {
  return name === LOCAL_ENGINE ? machinesWords.thisComputerInASentence : name;
}

/** The processor time over an hour, in percent of one core. */
export function cpuOfHour(figures: MachineFigures | undefined): string {
  return percent(figures?.cpuPercent == null ? null : figures.cpuPercent / 100);
}

/** From this number of days on, single days do not matter. */
const YEAR_DAYS = 365;
/** Below this a warning: the time it takes to order memory, or to move tenants. */
const SOON_DAYS = 45;

export interface FullIn {
  readonly text: string;
  readonly isSoon: boolean;
}

/** Null without enough history. */
export function fullIn(figures: MachineFigures | undefined): FullIn | null {
  if (figures?.growthBytes == null) return null;
  const { fullInDays } = figures;
  if (fullInDays === null || fullInDays > YEAR_DAYS) return { text: machinesWords.overAYear, isSoon: false };
  return { text: machinesWords.days(Math.floor(fullInDays)), isSoon: fullInDays < SOON_DAYS };
}
