import { isAbsolute } from 'node:path';
import type { RuntimeKind } from '../../../../shared/contract/values.ts';
import type { InstancePaths } from '../../platform/home/paths.ts';
import { confPlaceOf, pathHere, pathInside } from '../../redis/conf/conf-place.ts';
import { directiveValue, parseRedisConf, type RedisConf, setDirectives } from '../../redis/conf/redis-conf.ts';

/** Directives whose files move with the folder of redis.conf. */
const fileDirectives = [
  ...['tls-cert-file', 'tls-key-file', 'tls-client-cert-file', 'tls-client-key-file'],
  ...['tls-ca-cert-file', 'tls-ca-cert-dir', 'tls-dh-params-file', 'aclfile'],
] as const;

interface Runtimes {
  readonly from: RuntimeKind;
  readonly to: RuntimeKind;
}

/** The path at the new place; null for a file that does not move. */
function pathThere(path: string, paths: InstancePaths, { from, to }: Runtimes): string | null {
  const placeOf = (runtime: RuntimeKind) => confPlaceOf({ paths, entry: null, record: { runtime } });
  const here = pathHere(placeOf(from), path);
  if (here === null || !here.startsWith(paths.config)) return null;
  return pathInside(placeOf(to), here);
}

/** A file that redis.conf names and that would be missing at the new place; null: none. */
export function filesLeftBehind(
  text: string,
  paths: InstancePaths,
  runtimes: Runtimes,
): { readonly directive: string; readonly path: string } | null {
  const conf = parseRedisConf(text);
  for (const directive of fileDirectives) {
    const path = directiveValue(conf, directive);
    if (path && isAbsolute(path) && pathThere(path, paths, runtimes) === null) return { directive, path };
  }
  return null;
}

/** The configuration with the paths of the new place: those in a container differ from those of a process. */
export function withMovedPaths(conf: RedisConf, paths: InstancePaths, runtimes: Runtimes): RedisConf {
  const moved = fileDirectives.flatMap((directive) => {
    const path = directiveValue(conf, directive);
    const there = path && isAbsolute(path) ? pathThere(path, paths, runtimes) : null;
    return there === null ? [] : [[directive, [there]] as const];
  });
  return setDirectives(conf, Object.fromEntries(moved));
}
