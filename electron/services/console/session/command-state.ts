import type { RenamedCommands } from '../../redis/connection/renamed-commands.ts';

/** The state that commands have set on a connection. */
export interface ConnectionState {
  readonly database: number;
  readonly protocol: 2 | 3;
  readonly inTransaction: boolean;
  /** The arguments of the last successful AUTH; null: the app's login. */
  readonly login: readonly Buffer[] | null;
  /** The database that SELECT chooses when the transaction runs. */
  readonly queuedDatabase: number | null;
}

/** The first piece of a reply, which shows whether the command succeeded. */
export interface ReplyStart {
  readonly kind: 'status' | 'error' | 'value' | 'list' | 'nil' | 'push';
  /** The text of a status or an error. */
  readonly text: string;
}

export const initialState = (database: number): ConnectionState => ({
  database,
  protocol: 2,
  inTransaction: false,
  login: null,
  queuedDatabase: null,
});

/** The original name of a typed command, in capitals: `rename-command` may have changed it. */
export function originalName(word: Buffer | undefined, renamed: RenamedCommands | undefined): string {
  const typed = (word ?? Buffer.alloc(0)).toString('latin1');
  const found = Object.entries(renamed ?? {}).find(([, name]) => name.toLowerCase() === typed.toLowerCase());
  return typed === '' ? '' : (found?.[0] ?? typed).toUpperCase();
}

/** The state after a command and its reply. @param name its original name in capitals */
export function stateAfter(
  state: ConnectionState,
  name: string,
  args: readonly Buffer[],
  reply: ReplyStart,
): ConnectionState {
  if (name === 'EXEC' || name === 'DISCARD') return afterTransaction(state, name, reply);
  if (reply.kind === 'error') return state;
  const isQueued = reply.text === 'QUEUED' && state.inTransaction;
  switch (name) {
    case 'MULTI':
      return { ...state, inTransaction: true };
    case 'SELECT': {
      const database = Number(args[0]?.toString('latin1'));
      return isQueued ? { ...state, queuedDatabase: database } : { ...state, database };
    }
    case 'AUTH':
      return isQueued ? state : { ...state, login: [...args] };
    case 'HELLO':
      return isQueued ? state : afterHello(state, args);
    case 'RESET':
      return { ...initialState(0), login: null };
    default:
      return state;
  }
}

function afterTransaction(state: ConnectionState, name: string, reply: ReplyStart): ConnectionState {
  if (reply.kind === 'error' && !/^EXECABORT/.test(reply.text)) return state;
  const ran = name === 'EXEC' && reply.kind === 'list';
  const database = ran ? (state.queuedDatabase ?? state.database) : state.database;
  return { ...state, database, inTransaction: false, queuedDatabase: null };
}

function afterHello(state: ConnectionState, args: readonly Buffer[]): ConnectionState {
  const words = args.map((arg) => arg.toString('latin1'));
  const protocol = words[0] === '3' ? 3 : words[0] === '2' ? 2 : state.protocol;
  const at = words.findIndex((word) => word.toUpperCase() === 'AUTH');
  return { ...state, protocol, login: at === -1 ? state.login : args.slice(at + 1, at + 3) };
}
