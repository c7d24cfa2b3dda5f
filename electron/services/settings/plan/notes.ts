import { CONTAINER_MEMORY, CONTAINER_OUTGOING, CONTAINER_PRIVILEGES } from '../../../../shared/contract/names.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { namesOf } from '../../redis/conf/conf-values.ts';
import { lastLineOf } from '../../redis/conf/redis-conf.ts';
import { textOnly } from '../../redis/directives/catalogue.ts';
import { infoNumber } from '../../redis/info/info.ts';
import type { Change, SettingFacts, Target } from './setting-facts.ts';

/** What a change does, as a sentence, and where the value stands that it overrides. */
export function noteOn(facts: SettingFacts, target: Target, change: Change): string {
  const note = effectOf(facts, change);
  const origin = lastLineOf(facts.effective, ...namesOf(change.directive))?.line.origin;
  const overrides = lastLineOf(target.effective, ...namesOf(change.directive))?.line.origin === undefined;
  if (!origin?.file || !overrides || textOnly.has(change.directive)) return note;
  return `${note} It is set in ${origin.file}, line ${origin.line}: redis.conf gets a line after that include, which then counts.`;
}

function effectOf(facts: SettingFacts, { directive, to, how }: Change): string {
  const { info, running, machine } = facts;
  if (directive === CONTAINER_PRIVILEGES)
    return 'The container is recreated around the same data, without the privileges that Redis does not need.';
  if (directive === CONTAINER_MEMORY)
    return 'The kernel ends Redis above it. By itself it is twice maxmemory, and at least 64 MB more: a save needs that.';
  if (directive === CONTAINER_OUTGOING) return outgoingNote(to);
  if (how === 'recreate')
    return 'Where the container is published is fixed when it is made: it is made again around the same data.';
  if (directive === 'appendonly') return persistenceNote(facts, to === 'yes');
  if (!running) return 'Takes effect at the next start.';
  switch (directive) {
    case 'save':
      return to === '' ? 'No more snapshots are saved by themselves.' : 'Takes effect at once.';
    case 'maxmemory': {
      const used = info && infoNumber(info, 'used_memory');
      return used === null ? 'Takes effect at once.' : `Takes effect at once; ${formatBytes(used)} are used.`;
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

function outgoingNote(to: string | null): string {
  const network = 'The container and its network are recreated around the same data';
  if (to === 'closed') return `${network}. Other computers no longer answer what Redis sends.`;
  return `${network}. Redis then reaches every address that this computer reaches; tenants stay apart.`;
}

function persistenceNote({ info, running }: SettingFacts, on: boolean): string {
  const used = info && infoNumber(info, 'used_memory');
  const size = used === null ? '' : ` (up to ${formatBytes(used)})`;
  if (!running) return 'The data is written in the new form before the instance serves again. Nothing is lost.';
  return on
    ? `The AOF is written first${size}, then the file changes. Nothing is lost.`
    : `A snapshot is saved first${size}, then the file changes. Nothing is lost.`;
}
