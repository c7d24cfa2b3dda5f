import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { Captured } from '../../../test/support/captured.ts';
import { Output } from './output.ts';
import { Questions } from './questions.ts';
import { StopRequest } from './stop-request.ts';

// cspell:ignore yess

/** Questions to a user who types this; `isTerminal` false: standard input is a file or a pipe. */
function asked(typed: string | null, isTerminal = true) {
  const stdin = Object.assign(new PassThrough(), {
    isTTY: isTerminal,
    setRawMode: (raw: boolean) => void modes.push(raw),
  });
  const modes: boolean[] = [];
  if (typed !== null) stdin.end(typed);
  const stderr = new Captured(isTerminal);
  const output = new Output({ stdout: new Captured(isTerminal), stderr, env: {}, json: false });
  const stop = new StopRequest();
  const questions = new Questions(output, { stdin: stdin as unknown as NodeJS.ReadStream }, stop);
  return { questions, stderr, stop, modes, stdin };
}
const loss = {
  ...{ yes: undefined, what: 'removes the data of main', question: 'Remove it?' },
  lost: async () => ['12 keys', '3 MB'],
} as const;

describe('a question before something is lost', () => {
  test.each(['y\n', 'Y\n', 'yes\n', ' YES \n'])('confirm › %j › proceeds, after the loss was shown', async (typed) => {
    const { questions, stderr } = asked(typed);
    await questions.confirm(loss);
    expect(stderr.text).toContain('12 keys\n3 MB\nRemove it? [y/N] ');
  });

  test.each(['n\n', '\n', 'yess\n', 'no\n', ''])(
    'confirm › %j, or the end of the input › nothing is changed',
    async (typed) => {
      await expect(asked(typed).questions.confirm(loss)).rejects.toMatchObject({ code: 'CANCELLED' });
    },
  );

  test('confirm › --yes › does not ask, and does not count the loss', async () => {
    const { questions, stderr } = asked(null);
    await questions.confirm({ ...loss, yes: 'yes', lost: () => Promise.reject(new Error('counted')) });
    expect(stderr.text).toBe('');
  });

  test.each([undefined, 'no'] as const)(
    'confirm › --yes %s without a terminal › refused, naming what it would do',
    async (yes) => {
      await expect(asked('y\n', false).questions.confirm({ ...loss, yes })).rejects.toMatchObject({
        ...{ code: 'BAD_VALUE', data: { field: '--yes' } },
        message: expect.stringContaining('removes the data of main'),
      });
    },
  );

  test('confirm › Ctrl-C while it counts the loss › ends as cancelled', async () => {
    const { questions, stop } = asked('y\n');
    const waiting = questions.confirm({ ...loss, lost: () => new Promise(() => undefined) });
    stop.ask({ by: 'signal' });
    await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  test('confirm › --timeout while nobody answers › ends with its seconds', async () => {
    const { questions, stop } = asked(null);
    const waiting = questions.confirm(loss);
    stop.ask({ by: 'timeout', seconds: 5 });
    await expect(waiting).rejects.toMatchObject({ code: 'TIMED_OUT', data: { seconds: 5 } });
  });
});

describe('an instance in production', () => {
  const production = async () => 'live-shop';

  test('production › its name is typed › proceeds; --yes alone is not enough', async () => {
    const { questions, stderr } = asked('live-shop\n');
    questions.protect(production, undefined);
    await questions.confirm({ ...loss, yes: 'yes' });
    expect(stderr.text).toContain('12 keys');
  });

  test.each(['y\n', 'live-shop2\n', ''])('production › %j is typed › nothing is changed', async (typed) => {
    const { questions } = asked(typed);
    questions.protect(production, undefined);
    await expect(questions.confirm({ ...loss, yes: 'yes' })).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  test('production › --confirm with its name › proceeds without a terminal', async () => {
    const { questions } = asked(null, false);
    questions.protect(production, 'live-shop');
    await expect(questions.confirm(loss)).resolves.toBeUndefined();
  });

  test.each(['other', undefined])(
    'production › --confirm %s without a terminal › refused, and the flag is named',
    async (given) => {
      const { questions } = asked('live-shop\n', false);
      questions.protect(production, given);
      await expect(questions.confirm({ ...loss, yes: 'yes' })).rejects.toMatchObject({
        ...{ code: 'BAD_VALUE', data: { field: '--confirm', expected: 'live-shop' } },
      });
    },
  );

  test('production › a wrong --confirm on a terminal › refused, not asked again', async () => {
    const { questions, stderr } = asked('live-shop\n');
    questions.protect(production, 'shop');
    await expect(questions.confirm(loss)).rejects.toMatchObject({ code: 'BAD_VALUE' });
    expect(stderr.text).toBe('');
  });

  test('protect › an instance that is not in production › asks as usual', async () => {
    const { questions } = asked('y\n');
    questions.protect(async () => null, undefined);
    await expect(questions.confirm(loss)).resolves.toBeUndefined();
  });
});

describe('a choice and a secret', () => {
  const options = ['dump.rdb: RDB, 5 keys', 'appendonly.aof: AOF'];

  test.each([
    ['1\n', 0],
    [' 2 \n', 1],
    ['0\n', null],
    ['3\n', null],
    ['x\n', null],
    ['1.5\n', null],
    ['', null],
  ])('choose › %j › %s', async (typed, chosen) => {
    const { questions, stderr } = asked(typed);
    expect(await questions.choose('Which one?', options)).toBe(chosen);
    expect(stderr.text).toContain('  2  appendonly.aof: AOF');
    expect(stderr.text).toContain('Which one? [1-2] ');
  });

  test.each([
    ['s3cret\r', 's3cret'],
    ['s3cx\u007fret\n', 's3cret'],
    ['ü\b\bok\n', 'ok'],
    ['s3cret\u0004more', 's3cret'],
    ['\n', ''],
  ])('readSecret › %j on a terminal › %j, and it is not echoed', async (typed, secret) => {
    const { questions, stderr, modes, stdin } = asked(null);
    const reading = questions.readSecret('Password:');
    stdin.write(typed);
    expect(await reading).toBe(secret);
    expect(modes).toEqual([true, false]);
    expect(stderr.text).toMatch(/^Password: /);
    expect(stderr.text).not.toContain('3cret');
  });

  test('readSecret › Ctrl-C › nothing is changed, and the terminal echoes again', async () => {
    const { questions, modes, stdin } = asked(null);
    const reading = questions.readSecret('Password:');
    stdin.write('s3\u0003');
    await expect(reading).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(modes).toEqual([true, false]);
  });

  test('readSecret › without a terminal › the first line of standard input, without a prompt', async () => {
    const { questions, stderr } = asked('s3cret\nmore\n', false);
    expect(await questions.readSecret('Password:')).toBe('s3cret');
    expect(stderr.text).toBe('');
  });
});
