import type { Check } from '../../../shared/contract/diagnostics.ts';
import { counted } from '../../../shared/format/count.ts';

export const diagnostics = 'Diagnostics';
export const runTheChecks = 'Run the checks';
export const couldNotRunTheChecks = 'Could not run the checks';
export const running = 'Checking…';
export const summary = (checks: string, time: string, seconds: string) => `${checks} · ${time}, in ${seconds} s`;
export const runAgain = 'Run again';
export const saveReport = 'Save report';
export const asMarkdown = 'Markdown';
export const asJson = 'JSON';
export const asBundle = 'Bundle with settings, logs and operations';
export const saveTheReport = 'Save the report';
export const reportSaved = 'Report saved';
export const savedToYourDownloads = 'It is in your downloads. Passwords are masked.';
export const findings = 'Findings';
export const mostSeriousFirst = 'most serious first';
export const securityChecklist = 'Security checklist';
export const nothingToCheck = 'The checklist appears after the first installation.';
export const findACheck = 'Find a check or an instance';
export const show = 'Show';
export const all = 'All';
export const levels: Readonly<Record<Check['level'], string>> = {
  fail: 'Failed',
  warn: 'Warning',
  info: 'Note',
  ok: 'Passed',
};
export const filterLabel = (label: string, count: number) => `${label} ${count}`;
export const passed = (count: number) => `${count} passed`;
export const noFindings = 'No problems found';
export const everyCheckPassed = 'Every check has passed.';
export const nothingMatches = 'No checks match these filters.';
export const clearFilters = 'Clear filters';
export const aFixChangesNothingYet =
  'A fix opens a plan or an operation that can be undone. Nothing changes before you confirm it.';
export const noSecrets = 'Passwords are masked in every report.';
export const lastResult = 'Disconnected. These are the results of the last run.';
export const levelCount = (level: Check['level'], count: number) =>
  ({
    ok: `${count} passed`,
    info: counted(count, 'note'),
    warn: counted(count, 'warning'),
    fail: `${count} failed`,
  })[level];
export const start = 'Start';
export const restart = 'Restart';
export const repair = 'Repair';
export const backUp = 'Back up';
export const extend = 'Extend 24 h';
export const raiseTheLimit = 'Raise the limit…';
export const setAPassword = 'Set a password…';
export const schedule = 'Schedule backups…';
export const openSchedules = 'Open schedules';
export const showLog = 'Show log';
export const testIsolation = 'Test isolation…';
export const install = 'Install…';
export const cleanUp = 'Open backups';
export const fixOf = (fix: string, title: string) => `${fix}: ${title}`;
export const theCommandFor = (title: string) => `the command for ${title}`;
export const enterPassword = 'Enter password…';
export const earlierRuns = 'Earlier runs';
export const readEarlierRuns = 'Read the earlier runs';
export const chooseOneToCompare = 'choose one to compare it with this run';
export const sameFindings = (time: string) => `The same findings as at ${time}.`;
export const newFindings = 'New since then';
export const solvedFindings = 'Solved since then';
export const otherLevels = 'More or less serious since then';
export const ofWhat = 'Show the checks of';
export const allInstances = 'All instances';
