import type { Problem } from '../../../../shared/contract/instance.ts';
import type { UnreadableFile } from './state-file.ts';

/**
 * The problem of an instance with an unreadable file: "redis.conf of acme-corp cannot be read: owner root, mode 0600."
 * @param name the file name, such as `redis.conf`
 */
export function fileProblem(code: Problem['code'], name: string, id: string, { data }: UnreadableFile): Problem {
  return { code, message: `${name} of ${id} cannot be read: ${data.detail}.`, fix: data.fix, since: null };
}
