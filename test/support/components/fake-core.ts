import { implement, ORPCError } from '@orpc/server';
import { type Api, contract } from '../../../shared/contract/contract.ts';
import { errorMap } from '../../../shared/contract/error-data.ts';
import type { ErrorCode, ErrorData } from '../../../shared/contract/errors.ts';
import type { Operation } from '../../../shared/contract/operations.ts';

type Input<Call> = Call extends (input: infer Given, ...rest: never[]) => unknown ? NonNullable<Given> : never;
type Output<Call> = Call extends (...args: never[]) => infer Given ? Awaited<Given> : never;

/** Replies of the core, by noun and procedure. Input and output are those of the contract. */
export type Replies = {
  readonly [Noun in keyof Api]?: {
    readonly [Name in keyof Api[Noun]]?: (
      input: Input<Api[Noun][Name]>,
    ) => Output<Api[Noun][Name]> | Promise<Output<Api[Noun][Name]>>;
  };
};

/** The core in memory, at the other end of the message channel of the desktop app. */
interface FakeCore {
  /** Every call so far: `instances.stop`, with its input. */
  readonly calls: { readonly procedure: string; readonly input: unknown }[];
  /** Sets the replies of a test. Other procedures fail, except for streams, which stay open. */
  reply(replies: Replies): void;
  reset(): void;
}

/**
 * Every dialog that loses data asks whether a machine is in production, and every change of keys whether it ends the undo
 * of another one.
 */
const usual: Replies = {
  engines: { names: () => [{ name: 'local', production: false }] },
  keyspace: { undoWarning: () => ({ warning: null }) },
};
let replies: Replies = usual;
const calls: { readonly procedure: string; readonly input: unknown }[] = [];

export const core: FakeCore = {
  calls,
  reply(more) {
    const nouns = Object.keys(more) as (keyof Api)[];
    replies = { ...replies, ...Object.fromEntries(nouns.map((noun) => [noun, { ...replies[noun], ...more[noun] }])) };
  },
  reset() {
    replies = usual;
    calls.length = 0;
  },
};

/** A failure that the contract declares. */
export function failure<Code extends ErrorCode>(
  code: Code,
  message: string,
  data: ErrorData<Code>,
): ORPCError<Code, ErrorData<Code>> {
  return new ORPCError(code, { defined: true, status: errorMap[code].status, message, data });
}

/** An operation that ended with this result before it was first watched. */
export function ended<Some extends Partial<Operation>>(operation: Some): Some & Operation {
  return {
    ...{ id: 'op-1', instance: 'main', title: 'Start main', face: 'desktop', pid: 1, state: 'succeeded', steps: [] },
    ...{ fraction: 1, cancellable: false, waiting: null, startedAt: '2026-11-20T10:00:00.000Z' },
    ...{ finishedAt: '2026-11-20T10:00:01.000Z', error: null, log: [], result: null },
    ...operation,
  } as unknown as Some & Operation;
}

/** Never ends, like a stream without news. */
async function* silent(signal: AbortSignal | undefined): AsyncGenerator<never> {
  await new Promise((resolve) => signal?.addEventListener('abort', resolve));
}

const streams = new Set(['live.changes', 'live.statuses', 'metrics.follow', 'alerts.notices', 'operations.watch']);

/** A router of the whole contract whose procedures look up the replies of the test. */
export function router(): unknown {
  const builder = implement(contract) as unknown as Record<string, Record<string, { handler(run: unknown): unknown }>>;
  const nouns = Object.keys(contract) as (keyof Api)[];
  return Object.fromEntries(
    nouns.map((noun) => {
      const names = Object.keys(contract[noun]);
      return [
        noun,
        Object.fromEntries(names.map((name) => [name, builder[noun]?.[name]?.handler(handlerOf(noun, name))])),
      ];
    }),
  );
}

function handlerOf(noun: keyof Api, name: string) {
  const procedure = `${noun}.${name}`;
  return ({ input, signal }: { readonly input: unknown; readonly signal?: AbortSignal }) => {
    calls.push({ procedure, input });
    const reply = (replies[noun] as Record<string, (input: unknown) => unknown> | undefined)?.[name];
    if (reply) return reply(input);
    if (streams.has(procedure)) return silent(signal);
    throw new Error(`the test has no reply for ${procedure}`);
  };
}
