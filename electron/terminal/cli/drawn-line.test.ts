import { describe, expect, test } from 'vitest';
import { Captured } from '../../../test/support/captured.ts';
import { awaitState } from './drawn-line.ts';
import { Output } from './output.ts';
import { StopRequest } from './stop-request.ts';

const ERASE = '\r\u001b[2K';

async function* counts(): AsyncGenerator<number> {
  yield 1;
  yield 2;
  yield 3;
}

function onTerminal(isTerminal: boolean, env: Readonly<Record<string, string>> = {}) {
  const stderr = new Captured(isTerminal);
  const stop = new StopRequest();
  return { stderr, stop, context: { output: new Output({ stdout: new Captured(), stderr, env, json: false }), stop } };
}

describe('waiting for a state', () => {
  test('on a terminal › each state is drawn in place, and the line is erased', async () => {
    const { stderr, context } = onTerminal(true);
    expect(
      await awaitState(
        context,
        async () => counts(),
        (count) => `read ${count}`,
      ),
    ).toBe(3);
    expect(stderr.text).toBe(['', 'read 1', 'read 2', 'read 3', ''].join(ERASE));
  });

  test('a narrow terminal › the line is cut, because a wrapped one cannot be erased', async () => {
    const { stderr, context } = onTerminal(true, { COLUMNS: '10' });
    await awaitState(
      context,
      async () => counts(),
      () => 'Reading backups: 1 of 250',
    );
    const drawn = stderr.text.split(ERASE).filter(Boolean);
    expect(drawn).toHaveLength(1);
    expect(drawn[0]?.length).toBeLessThan(10);
  });

  test('not on a terminal › nothing is drawn', async () => {
    const { stderr, context } = onTerminal(false);
    expect(
      await awaitState(
        context,
        async () => counts(),
        String,
        (count) => count === 2,
      ),
    ).toBe(2);
    expect(stderr.text).toBe('');
  });

  test('the stream ends without the wanted state, or without any › fails', async () => {
    const { context } = onTerminal(false);
    await expect(
      awaitState(
        context,
        async () => counts(),
        String,
        () => false,
      ),
    ).rejects.toThrow('Cancelled');
    async function* none(): AsyncGenerator<number> {}
    await expect(awaitState(context, async () => none(), String)).rejects.toThrow('Cancelled');
  });

  test('a stop › fails, ends the stream and erases the line', async () => {
    const { stderr, stop, context } = onTerminal(true);
    let signal: AbortSignal | undefined;
    async function* endless(): AsyncGenerator<number> {
      yield 1;
      stop.ask({ by: 'signal' });
      await new Promise(() => undefined);
    }
    const waiting = awaitState(
      context,
      async (given) => {
        signal = given;
        return endless();
      },
      String,
    );
    await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(signal?.aborted).toBe(true);
    expect(stderr.text.endsWith(ERASE)).toBe(true);
  });
});
