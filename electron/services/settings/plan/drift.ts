import { type Drift, MASK } from '../../../../shared/contract/settings.ts';
import { canonical, fileDirectives, fileValue, isSecret, sameValue } from '../../redis/conf/conf-values.ts';
import { publishedTls } from '../../redis/conf/tls-place.ts';
import { factsOf } from '../../redis/directives/catalogue.ts';
import { containerSettingsDrift } from './container-settings.ts';
import { howOf } from './plan.ts';
import type { SettingFacts } from './setting-facts.ts';

/** Of Redis, whose defaults the catalogue has: of others what the file leaves out cannot be compared. */
const OUR_SERIES = '7.0';

/** Of which directives the file tells what a server does: of those it names, and of Redis with our defaults of all. */
export function toldByFile({
  effective,
  info,
}: Pick<SettingFacts, 'effective' | 'info'>): (directive: string) => boolean {
  const written = fileDirectives(effective);
  const defaultsCount = info?.get('redis_version')?.startsWith(`${OUR_SERIES}.`) === true;
  return (directive) => written.has(directive) || (defaultsCount && factsOf(directive) !== null);
}

/** Values that the server itself changes as it starts or runs, and those that are the app's business. */
const adjusted: ReadonlySet<string> = new Set(['maxclients', 'replicaof', 'oom-score-adj-values', 'unixsocketperm']);

/** Where the running server, or its container, does something else than the file says. Computes only. */
export function driftOf(facts: SettingFacts): readonly Drift[] {
  return [...containerDrift(facts), ...serverDrift(facts)];
}

/** Somebody made the container again with another port. */
function containerDrift(facts: SettingFacts): readonly Drift[] {
  return [...portDrift(facts), ...tlsDrift(facts), ...containerSettingsDrift(facts)];
}

/** The server speaks TLS on a port that the container does not publish, or no longer. */
function tlsDrift({ effective, published, publishedTls: live }: SettingFacts): readonly Drift[] {
  const file = publishedTls(effective);
  if (!published || file === live) return [];
  const shown = (port: number | null) => (port === null ? null : String(port));
  return [{ directive: 'tls-port', file: shown(file), live: shown(live), where: 'container', how: 'recreate' }];
}

function portDrift({ published, recordedPort }: SettingFacts): readonly Drift[] {
  if (!published || recordedPort === null || recordedPort === published.port) return [];
  const [file, live] = [String(recordedPort), String(published.port)];
  return [{ directive: 'port', file, live, where: 'container', how: 'recreate' }];
}

function serverDrift(facts: SettingFacts): readonly Drift[] {
  const { live, effective } = facts;
  if (!live) return [];
  const isTold = toldByFile(facts);
  return Object.keys(live)
    .sort()
    .flatMap((directive): Drift[] => {
      if (directive === 'dir') return [...folderDrift(facts)];
      const known = factsOf(directive);
      // An earlier name of a directive that is there under its present one.
      if (!known || known.name !== directive || adjusted.has(directive)) return [];
      // Of what is the app's business, this one decides what the next start loads.
      if (known.applied === 'app' && directive !== 'dbfilename') return [];
      if (facts.published && ['port', 'bind', 'protected-mode'].includes(directive)) return [];
      if (!isTold(directive)) return [];
      const [file, now] = [fileValue(effective, directive), live[directive] ?? null];
      if (sameValue(directive, file, now)) return [];
      const shown = (value: string | null) => {
        if (value === null) return null;
        return isSecret(known) && value !== '' ? MASK : canonical(directive, value);
      };
      return [
        {
          directive,
          file: shown(file),
          live: shown(now),
          where: 'server',
          how: howOf(facts, directive, file ?? known.default),
        },
      ];
    });
}

/** Compared as folders: the server tells its own without symbolic links, and redis.conf may name it relative to another. */
function folderDrift({ movedFolder }: SettingFacts): readonly Drift[] {
  return movedFolder === null ? [] : [{ directive: 'dir', ...movedFolder, where: 'server', how: 'restart' }];
}
