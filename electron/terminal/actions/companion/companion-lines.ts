import type { Companion, CompanionBackup } from '../../../../shared/contract/companion.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { stateWord } from '../../../../shared/shown-state.ts';
import { alignPairs, formatTime } from '../../format/format.ts';
import type { Style } from '../../format/style.ts';
import * as companionWords from './words.ts';

/** One line of `list-clients`: `PostgreSQL: running, healthy, postgresql://app@localhost:15400/app`. */
export function companionLine(companion: Companion): string {
  const { title, url } = companion;
  return `${title}: ${[stateText(companion), url].filter((part) => part !== null).join(', ')}`;
}

/** `running, healthy`: the health of a stopped server is unknown. */
function stateText(companion: Companion): string {
  const { state, health } = companion;
  return state === 'running' ? companionWords.state(stateWord(companion), health) : stateWord(companion);
}

/** A companion with all its known details. */
export function companionLines(companion: Companion, style: Style, now: number): readonly string[] {
  const { title, url, ports, container, image, version, lastBackupAt, problem } = companion;
  const pairs: readonly (readonly [string, string | null])[] = [
    ['state', stateText(companion)],
    ['URL', url],
    ['ports', ports.length > 1 ? ports.map(({ name, port }) => companionWords.portNamed(name, port)).join(', ') : null],
    ['version', version],
    ['image', image],
    ['container', container],
    ['last backup', lastBackupAt && formatTime(lastBackupAt, now)],
  ];
  const trouble = [problem?.message, problem?.fix].filter((line) => line != null);
  return [
    style.strong(title),
    ...alignPairs(pairs.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]))),
    ...trouble.map((line) => `  ! ${line}`),
  ];
}

export function companionBackupLines(backups: readonly CompanionBackup[], now: number): readonly string[] {
  if (backups.length === 0) return [companionWords.noBackups];
  return [
    companionWords.backups,
    ...backups.map(({ name, createdAt, sizeBytes, reason, damage }) => {
      const about =
        damage === null
          ? `${formatBytes(sizeBytes)}, ${companionWords.reasons[reason]}, ${formatTime(createdAt, now)}`
          : companionWords.cannotBeRestored(damage);
      return `  ${name}  ${about}`;
    }),
  ];
}
