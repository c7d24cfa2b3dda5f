import type { Risk } from '../../../../shared/contract/settings.ts';
import { fileDirectives, fileValue, namesOf, sameValue } from '../../redis/conf/conf-values.ts';
import { lastLineOf } from '../../redis/conf/redis-conf.ts';
import { isSecret } from '../../redis/conf/secrets.ts';
import { unreadIncludes } from '../../redis/conf/unread-includes.ts';
import { factsOf, textOnly } from '../../redis/directives/catalogue.ts';
import type { SettingFacts, Target } from './setting-facts.ts';

/** Risks from included files: values that they override, and includes that cannot be read. */
export function includeRisks(facts: SettingFacts, target: Target): readonly Risk[] {
  const names = new Set([...fileDirectives(facts.conf), ...fileDirectives(target.conf)]);
  const overridden = [...names].flatMap((directive): Risk[] => {
    const value = fileValue(target.conf, directive);
    if (textOnly.has(directive) || sameValue(directive, fileValue(facts.conf, directive), value)) return [];
    const origin = lastLineOf(target.effective, ...namesOf(directive))?.line.origin;
    if (!origin || value === null || sameValue(directive, value, fileValue(target.effective, directive))) return [];
    const where = origin.file === null ? 'the command that starts the server' : `${origin.file}, line ${origin.line},`;
    const line = isSecret(factsOf(directive)) ? directive : `${directive} ${value}`;
    const message = `"${line}" in redis.conf has no effect: ${where} comes later and overrides it.`;
    return [{ directive, level: 'warning', message }];
  });
  const unread = unreadIncludes(target.effective).map((sentence): Risk => {
    const message = `${sentence}: its settings are unknown.`;
    return { directive: 'include', level: 'warning', message };
  });
  return [...overridden, ...unread];
}
