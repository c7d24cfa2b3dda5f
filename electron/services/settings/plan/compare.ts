import { type Difference, MASK } from '../../../../shared/contract/settings.ts';
import { canonical, fileDirectives, fileValue, sameValue } from '../../redis/conf/conf-values.ts';
import type { RedisConf } from '../../redis/conf/redis-conf.ts';
import { isSecret } from '../../redis/conf/secrets.ts';
import { factsOf, textOnly } from '../../redis/directives/catalogue.ts';
import { isCopyable } from './resolve-change-request.ts';
import type { Published } from './setting-facts.ts';

/** The configuration of an instance; for a container, its published address replaces `port` and `bind`. */
export interface Compared {
  readonly conf: RedisConf;
  readonly published: Published | null;
}

/**
 * Compares two instances by every directive in either file, except those that the app manages per instance, such as the
 * data folder. Pure.
 */
export function compareSettings(left: Compared, right: Compared): readonly Difference[] {
  const all = new Set([...fileDirectives(left.conf), ...fileDirectives(right.conf)]);
  const names = [...all].filter((name) => !textOnly.has(name) && factsOf(name)?.applied !== 'app');
  return names.map((directive) => {
    const [a, b] = [comparedValue(left, directive), comparedValue(right, directive)];
    const shown = (value: string | null) => {
      if (value === null) return null;
      return isSecret(factsOf(directive)) && value !== '' ? MASK : canonical(directive, value);
    };
    return {
      directive,
      title: factsOf(directive)?.title ?? directive,
      left: shown(a),
      right: shown(b),
      same: sameValue(directive, a, b),
      copyable: isCopyable(directive),
    };
  });
}

function comparedValue({ conf, published }: Compared, directive: string): string | null {
  if (published && directive === 'port') return String(published.port);
  if (published && directive === 'bind') return published.host;
  return fileValue(conf, directive);
}
