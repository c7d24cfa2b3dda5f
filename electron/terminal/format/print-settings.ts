import { accessWords } from '../../../shared/access-words.ts';
import { CONTAINER_PRIVILEGES, isContainerSetting } from '../../../shared/contract/names.ts';
import type {
  PlannedChange,
  Setting,
  SettingsApplied,
  SettingsDocument,
  SettingsPlan,
} from '../../../shared/contract/settings.ts';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { counted } from '../../../shared/format/count.ts';
import { nameOf } from '../flags/instance-of.ts';
import { alignPairs } from './format.ts';
import type { Style } from './style.ts';
import * as formatWords from './words.ts';

/** The settings that are in the file or differ from Redis's defaults, by group. */
export function settingsLines(document: SettingsDocument, style: Style): string[] {
  const shown = document.settings.filter(({ file, live, default: fallback }) => {
    const value = live ?? file;
    return file !== null || (value !== null && fallback !== null && value !== fallback);
  });
  const groups = [...new Set(shown.map(({ group }) => group))];
  return [
    formatWords.strongPathPersistence(style.strong(nameOf(document.id)), document.path, document.persistence),
    ...groups.flatMap((group) => [
      '',
      style.strong(group),
      ...alignPairs(shown.filter((one) => one.group === group).map((one) => [one.name, valueText(one, style)])),
    ]),
    ...driftLines(document, style),
    ...(document.unreadIncludes ?? []).map((sentence) =>
      style.attention(formatWords.sentenceItsSettingsAreUnknownHere(sentence)),
    ),
  ];
}

function valueText(setting: Setting, style: Style): string {
  const { file, live, kind, pending } = setting;
  const value = live ?? file ?? '';
  const size = kind === 'memory' && Number(value) >= 1024 ? style.faint(` (${formatBytes(Number(value))})`) : '';
  const shown = value === '' ? style.faint('none') : value.replaceAll('\n', ' | ');
  return `${shown}${size}${pending ? style.attention(formatWords.afterARestartFile(file ?? setting.default ?? '')) : ''}`;
}

function privilegeLines(drift: SettingsDocument['drift'], style: Style): string[] {
  const found = drift.filter(({ directive }) => isContainerSetting(directive));
  if (found.length === 0) return [];
  const cure = found.some(({ how }) => how === 'recreate') ? formatWords.recreatesAroundData : '';
  return [
    '',
    ...found.map(({ directive, file, live }) =>
      style.attention(
        directive === CONTAINER_PRIVILEGES
          ? formatWords.excessPrivileges(live)
          : formatWords.theContainersDirectiveIsLive(directive, live, file),
      ),
    ),
    style.attention(formatWords.convertContainerHint(cure)),
  ];
}

function driftLines({ drift, running, refusal }: SettingsDocument, style: Style): string[] {
  const privileges = privilegeLines(drift, style);
  if (refusal !== undefined) {
    return ['', style.attention(formatWords.refusedSoFileValues(refusal)), ...privileges];
  }
  if (!running) return ['', style.faint(formatWords.stoppedSoFileValues), ...privileges];
  const lines = drift.filter(({ how, directive }) => how === 'live' && !isContainerSetting(directive));
  if (lines.length === 0) return privileges;
  return [
    ...privileges,
    '',
    style.attention(formatWords.theRunningServerDiffersFromRedis),
    ...alignPairs(
      lines.map(({ directive, file, live }) => [
        directive,
        formatWords.liveAndFileValues(live ?? '', file ?? 'nothing'),
      ]),
    ),
  ];
}

/** The effect of a plan, and the diff of the file. */
export function planLines(plan: SettingsPlan, style: Style): string[] {
  if (plan.changes.length === 0 && plan.diff === '') return [formatWords.nothingWouldChange];
  return [
    formatWords.countedToIdNothingWasChanged(counted(plan.changes.length, 'change'), nameOf(plan.id)),
    ...alignPairs(plan.changes.map((change) => [change.directive, `${arrow(change)}  ${change.how}: ${change.note}`])),
    ...riskLines(plan, style),
    ...accessLines(plan),
    '',
    ...plan.steps.map((step, index) => `${index + 1}. ${step}`),
    '',
    ...plan.diff
      .split('\n')
      .slice(0, -1)
      .map((line) => coloured(line, style)),
  ];
}

export function riskLines({ risks }: SettingsPlan, style: Style): string[] {
  return risks.map(({ level, message }) => {
    const paint = level === 'warning' ? style.attention : style.danger;
    return paint(`${level === 'warning' ? 'Note' : 'Risk'}: ${message}`);
  });
}

/** Who can connect afterwards, as tested on a scratch server with the new file. */
function accessLines({ access }: SettingsPlan): string[] {
  return access === null ? [] : [formatWords.access(accessWords(access))];
}

export function appliedLines(done: SettingsApplied): string[] {
  const { applied, restarted, safetyBackup, id, evictedKeys, evictedBefore, keptSnapshot } = done;
  const undo = `--action undo${id === 'main' ? '' : ` --instance ${id}`}`;
  if (applied.length === 0) return [formatWords.idHasTheseSettingsAlreadyNothing(nameOf(id))];
  return [
    formatWords.idCountedChangedPart(
      nameOf(id),
      counted(applied.length, 'setting'),
      restarted ? formatWords.withOneRestart : formatWords.withoutARestart,
    ),
    ...alignPairs(applied.map((change) => [change.directive, arrow(change)])),
    ...(evictedKeys === 0 ? [] : [formatWords.countedEvictedUndoRestoresThem(counted(evictedKeys, 'key'), undo)]),
    ...(evictedBefore === null ? [] : [formatWords.theEvictedKeysAreStillMissing(undo, evictedBefore)]),
    ...(keptSnapshot === null ? [] : [formatWords.itsKeysAreNowInMemory(keptSnapshot)]),
    ...(safetyBackup === null ? [] : [formatWords.aSafetyBackupWasTakenFirst(safetyBackup)]),
  ];
}

/** `7 → 33` as CONFIG GET reports them; a value already in effect is only written to the file. */
export function arrow({ from, to }: Pick<PlannedChange, 'from' | 'to'>): string {
  const shown = (value: string | null) => (value === null || value === '' ? 'none' : value);
  return from === to ? formatWords.alreadyInUse(shown(to)) : `${shown(from)} → ${shown(to)}`;
}

function coloured(line: string, style: Style): string {
  if (line.startsWith('+') && !line.startsWith('+++')) return style.good(line);
  return line.startsWith('-') && !line.startsWith('---') ? style.danger(line) : line;
}
