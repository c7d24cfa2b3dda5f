import { type Drift, MASK } from '../../../../shared/contract/settings.ts';
import { canonical, fileDirectives, fileValue, sameValue } from '../../redis/conf/conf-values.ts';
import { isSecret } from '../../redis/conf/secrets.ts';
import { publishedTls } from '../../redis/conf/tls-place.ts';
import { factsOf } from '../../redis/directives/catalogue.ts';
import { containerSettingsDrift } from './container-settings.ts';
import { howOf } from './plan.ts';
import type { SettingFacts } from './setting-facts.ts';

/** The catalogue holds the defaults of this series only; for others, an omitted directive cannot be compared. */
const CATALOGUE_SERIES = '7.0';

/** Whether the file defines a directive: explicitly, or by a default that the catalogue knows. */
export function definedByFile({
  effective,
  info,
}: Pick<SettingFacts, 'effective' | 'info'>): (directive: string) => boolean {
  const written = fileDirectives(effective);
  const defaultsCount = info?.get('redis_version')?.startsWith(`${CATALOGUE_SERIES}.`) === true;
  return (directive) => written.has(directive) || (defaultsCount && factsOf(directive) !== null);
}

/** Values that the server adjusts by itself, or that the app manages. */
const adjusted: ReadonlySet<string> = new Set(['maxclients', 'replicaof', 'oom-score-adj-values', 'unixsocketperm']);

/** Differences between the file and the running server or its container. Pure. */
export function driftOf(facts: SettingFacts): readonly Drift[] {
  return [...containerDrift(facts), ...serverDrift(facts)];
}

/** The container was recreated outside the app, for example with another port. */
function containerDrift(facts: SettingFacts): readonly Drift[] {
  return [...portDrift(facts), ...tlsDrift(facts), ...containerSettingsDrift(facts)];
}

/** The TLS port of the file differs from the published one. */
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
  const isTold = definedByFile(facts);
  return Object.keys(live)
    .sort()
    .flatMap((directive): Drift[] => {
      if (directive === 'dir') return [...folderDrift(facts)];
      const known = factsOf(directive);
      // An old alias of a directive that is also listed under its current name.
      if (!known || known.name !== directive || adjusted.has(directive)) return [];
      // Of the app-managed directives only dbfilename matters: it decides what the next start loads.
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

/** Compared as folders: Redis resolves symbolic links, and redis.conf may contain a relative path. */
function folderDrift({ movedFolder }: SettingFacts): readonly Drift[] {
  return movedFolder === null ? [] : [{ directive: 'dir', ...movedFolder, where: 'server', how: 'restart' }];
}
