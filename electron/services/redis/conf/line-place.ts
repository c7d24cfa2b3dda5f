import { basename } from 'node:path';
import type { ConfPlace } from './conf-place.ts';
import { type LineOrigin, lastLineOf, type RedisConf } from './redis-conf.ts';

/** The place of the effective line of a directive, as the start of a sentence: `redis.conf, line 12,`. */
export function placeOfLine(conf: RedisConf, place: Pick<ConfPlace, 'file'>, ...names: readonly string[]): string {
  const found = lastLineOf(conf, ...names);
  if (found === null) return basename(place.file);
  return shownOrigin(found.line.origin ?? { file: basename(place.file), line: found.number });
}

/** `/etc/redis/extra.conf, line 3,`, or a mention of the start command. */
export function shownOrigin({ file, line }: LineOrigin): string {
  return file === null ? 'The command that starts the server' : `${file}, line ${line},`;
}
