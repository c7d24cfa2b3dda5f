/** One line of CLIENT LIST. Sizes in bytes, times in seconds; empty and 0 if this server does not report a field. */
export interface ListedClient {
  readonly id: number;
  readonly address: string;
  readonly name: string;
  readonly user: string;
  readonly libName: string;
  readonly libVersion: string;
  readonly flags: string;
  readonly database: number;
  readonly age: number;
  readonly idle: number;
  readonly command: string;
  readonly queryBytes: number;
  readonly outputBytes: number;
  /** Null before Redis 6.2. */
  readonly memoryBytes: number | null;
  readonly subscriptions: number;
}

const FIELD = /(\S+?)=(.*?)(?= \S+?=|\s*$)/g;

/**
 * Parses the reply of CLIENT LIST: a line for each connection, `id=3 addr=127.0.0.1:50000 name=… …`. Redis does not
 * allow spaces in names.
 * @see https://redis.io/docs/latest/commands/client-list/
 */
export function parseClientList(reply: string): readonly ListedClient[] {
  return reply.split('\n').flatMap((line) => {
    if (!line.includes('addr=')) return [];
    const fields = new Map<string, string>();
    for (const [, name = '', value = ''] of line.matchAll(FIELD)) if (!fields.has(name)) fields.set(name, value);
    const text = (name: string) => fields.get(name) ?? '';
    const number = (name: string) => Math.max(0, Number(fields.get(name) ?? 0) || 0);
    return [
      {
        id: number('id'),
        address: text('addr'),
        name: text('name'),
        user: text('user'),
        libName: text('lib-name'),
        libVersion: text('lib-ver'),
        flags: text('flags'),
        database: number('db'),
        age: number('age'),
        idle: number('idle'),
        command: text('cmd'),
        queryBytes: number('qbuf') + number('qbuf-free'),
        outputBytes: number('obl') + number('omem'),
        memoryBytes: fields.has('tot-mem') ? number('tot-mem') : null,
        subscriptions: number('sub') + number('psub') + number('ssub'),
      },
    ];
  });
}

/** What kind of connection the flags describe. */
export function clientRole(flags: string): 'normal' | 'pubsub' | 'replica' | 'master' | 'monitor' | 'blocked' {
  if (flags.includes('S')) return 'replica';
  if (flags.includes('M')) return 'master';
  if (flags.includes('O')) return 'monitor';
  if (flags.includes('P')) return 'pubsub';
  return flags.includes('b') ? 'blocked' : 'normal';
}
