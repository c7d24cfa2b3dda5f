import type { RedisAnswer, RedisLink } from '../../electron/services/redis/connection/redis-link.ts';
import { parseInfo } from '../../electron/services/redis/info/info.ts';

/** A server in memory behind a connection: its INFO, its settings, and the commands that it received. */
export interface FakeServer {
  readonly info: Record<string, string>;
  readonly config: Record<string, string>;
  readonly received: string[];
  /** Replies to commands other than INFO and CONFIG, by command name. An error is the server's reply. */
  readonly replies: Record<string, unknown>;
  /** Every call fails with it, as if the connection were lost. */
  failure: Error | null;
  readonly link: RedisLink;
  answer(): RedisAnswer;
}

export function fakeServer(
  info: Readonly<Record<string, string>> = {},
  config: Readonly<Record<string, string>> = {},
): FakeServer {
  const text = () =>
    Object.entries(server.info)
      .map(([name, value]) => `${name}:${value}\r\n`)
      .join('');
  const reply = (command: string, ...args: readonly string[]): unknown => {
    server.received.push([command, ...args].join(' '));
    if (command === 'INFO') return text();
    if (command === 'CONFIG' && args[0] === 'GET') {
      const value = server.config[args[1] ?? ''];
      return value === undefined ? [] : [args[1], value];
    }
    if (command === 'CONFIG' && args[0] === 'SET') {
      server.config[args[1] ?? ''] = args[2] ?? '';
      return 'OK';
    }
    return server.replies[command] ?? 'OK';
  };
  const unavailable = () => {
    if (server.failure) throw server.failure;
  };
  const server: FakeServer = {
    info: { run_id: 'run-1', role: 'master', redis_version: '7.0.15', ...info },
    config: { dir: '/data', dbfilename: 'dump.rdb', appendonly: 'no', save: '3600 1', ...config },
    received: [],
    replies: {},
    failure: null,
    answer: () => ({
      info: parseInfo(text()),
      save: server.config.save ?? null,
      passwordSet: false,
      pingMs: 1,
      slowLogLength: 0,
      ownConnections: 1,
      infoBytes: Buffer.from(text()),
    }),
    link: {
      async ask() {
        unavailable();
        return server.answer();
      },
      async call(_, command, ...args) {
        unavailable();
        const given = reply(command, ...args);
        if (given instanceof Error) throw given;
        return given;
      },
      async callBuffer(_, command, ...args) {
        unavailable();
        return reply(command, ...args.map(String));
      },
      async batch(_, commands) {
        unavailable();
        return commands.map(([command, ...args]) => reply(command, ...args.map(String)));
      },
      isOpen: () => server.failure === null,
      close: () => undefined,
    },
  };
  return server;
}
