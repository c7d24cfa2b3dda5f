import { CONTAINER_PRIVILEGES } from '../../../shared/contract/names.ts';
import { infoNumber } from '../redis/info.ts';
import type { Change, SettingFacts } from './facts.ts';
import { shownBytes } from './shown-bytes.ts';

/** What a change does, as a sentence. */
export function noteOn(facts: SettingFacts, { directive, to, how }: Change): string {
  const { info, running, machine } = facts;
  if (directive === CONTAINER_PRIVILEGES)
    return 'The container is recreated around the same data, without the privileges that Redis does not need.';
  if (how === 'recreate')
    return 'Where the container is published is fixed when it is made: it is made again around the same data.';
  if (directive === 'appendonly') return persistenceNote(facts, to === 'yes');
  if (!running) return 'Takes effect at the next start.';
  switch (directive) {
    case 'save':
      return to === '' ? 'No more snapshots are saved by themselves.' : 'Takes effect at once.';
    case 'maxmemory': {
      const used = info && infoNumber(info, 'used_memory');
      return used === null ? 'Takes effect at once.' : `Takes effect at once; ${shownBytes(used)} are used.`;
    }
    case 'requirepass':
      return 'Takes effect at once for new connections. Those that are open stay open.';
    case 'tcp-backlog':
      return machine.longestBacklog === null
        ? 'Read only when the server starts.'
        : `Read only when the server starts. The system allows ${machine.longestBacklog}.`;
    default:
      return how === 'live' ? 'Takes effect at once.' : 'Read only when the server starts.';
  }
}

function persistenceNote({ info, running }: SettingFacts, on: boolean): string {
  const used = info && infoNumber(info, 'used_memory');
  const size = used === null ? '' : ` (up to ${shownBytes(used)})`;
  if (!running) return 'The data is written in the new form before the instance serves again. Nothing is lost.';
  return on
    ? `The AOF is written first${size}, then the file changes. Nothing is lost.`
    : `A snapshot is saved first${size}, then the file changes. Nothing is lost.`;
}
