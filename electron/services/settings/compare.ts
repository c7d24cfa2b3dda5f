import { type Difference, MASK } from '../../../shared/contract/settings.ts';
import { factsOf, textOnly } from './catalogue/catalogue.ts';
import { canonical, fileDirectives, fileValue, isSecret, sameValue } from './conf-values.ts';
import { isCopyable } from './plain-wish.ts';
import type { RedisConf } from './redis-conf.ts';

/** Two files side by side: every directive that one of them names. Computes only. */
export function compareConfs(left: RedisConf, right: RedisConf): readonly Difference[] {
  const names = [...new Set([...fileDirectives(left), ...fileDirectives(right)])].filter((name) => !textOnly.has(name));
  return names.map((directive) => {
    const [a, b] = [fileValue(left, directive), fileValue(right, directive)];
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
