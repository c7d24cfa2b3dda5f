import { CONTAINER_MEMORY, CONTAINER_OUTGOING, CONTAINER_PRIVILEGES } from '../../../../shared/contract/names.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { namesOf } from '../../redis/conf/conf-values.ts';
import { lastLineOf } from '../../redis/conf/redis-conf.ts';
import { textOnly } from '../../redis/directives/catalogue.ts';
import { infoNumber } from '../../redis/info/info.ts';
import type { Change, SettingFacts, Target } from './setting-facts.ts';

/** Describes the effect of a change, and names the included line that it overrides. */
export function noteOn(facts: SettingFacts, target: Target, change: Change): string {
  const note = effectOf(facts, change);
  const origin = lastLineOf(facts.effective, ...namesOf(change.directive))?.line.origin;
  const overrides = lastLineOf(target.effective, ...namesOf(change.directive))?.line.origin === undefined;
  if (!origin?.file || !overrides || textOnly.has(change.directive)) return note;
  return `${note} It is set in ${origin.file}, line ${origin.line}: a line after that include in redis.conf overrides it.`;
}

function effectOf(facts: SettingFacts, { directive, to, how }: Change): string {
  const { info, running, machine } = facts;
  if (directive === CONTAINER_PRIVILEGES)
    return 'The container is recreated around the same data, without the privileges that Redis does not need.';
  if (directive === CONTAINER_MEMORY)
    return 'The kernel kills Redis above it. Automatic: twice maxmemory and at least 64 MB more, which a save needs.';
  if (directive === CONTAINER_OUTGOING) return outgoingNote(to);
  if (how === 'recreate')
    return 'The published address of a container is fixed, so the container is recreated around the same data.';
  if (directive === 'appendonly') return persistenceNote(facts, to === 'yes');
  if (!running) return 'Takes effect at the next start.';
  switch (directive) {
    case 'save':
      return to === '' ? 'Stops automatic snapshots.' : 'Takes effect immediately.';
    case 'maxmemory': {
      const used = info && infoNumber(info, 'used_memory');
      return used === null ? 'Takes effect immediately.' : `Takes effect immediately; ${formatBytes(used)} in use.`;
    }
    case 'requirepass':
      return 'Takes effect immediately for new connections. Open connections stay open.';
    case 'tcp-backlog':
      return machine.longestBacklog === null
        ? 'Read only when the server starts.'
        : `Read only when the server starts. The system allows ${machine.longestBacklog}.`;
    default:
      return how === 'live' ? 'Takes effect immediately.' : 'Read only when the server starts.';
  }
}

function outgoingNote(to: string | null): string {
  const network = 'The container and its network are recreated around the same data';
  if (to === 'closed') return `${network}. Redis can no longer reach other computers.`;
  return `${network}. Redis can then reach every address that this computer can reach; tenants stay isolated.`;
}

function persistenceNote({ info, running }: SettingFacts, on: boolean): string {
  const used = info && infoNumber(info, 'used_memory');
  const size = used === null ? '' : ` (up to ${formatBytes(used)})`;
  if (!running) return 'The data is converted before the instance starts again. Nothing is lost.';
  return on
    ? `The AOF is written first${size}, then the file changes. Nothing is lost.`
    : `A snapshot is saved first${size}, then the file changes. Nothing is lost.`;
}
