import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../shared/contract/errors.ts';
import { thorough } from '../../../test/support/thorough.ts';
import { flagNames, flags } from '../flags/flags.ts';
import { asksForJson, parseArguments } from './parse-arguments.ts';

/** The error for a command line; fails if the line is accepted. */
function refusal(argv: readonly string[]): AppError<'BAD_VALUE'> {
  try {
    parseArguments(argv);
  } catch (error) {
    if (error instanceof AppError && error.code === 'BAD_VALUE') return error as AppError<'BAD_VALUE'>;
    throw error;
  }
  throw new Error(`taken: ${argv.join(' ')}`);
}

describe('arguments', () => {
  test('forms of a flag › mean the same', () => {
    const wanted = { action: 'status', lines: 100 };
    expect(parseArguments(['--action', 'status', '--lines', '100'])).toEqual(wanted);
    expect(parseArguments(['--action=status', '--lines=100'])).toEqual(wanted);
    expect(parseArguments(['-a', 'status', '-n', '100'])).toEqual(wanted);
    expect(parseArguments(['-a=status', '-n100'])).toEqual(wanted);
    expect(parseArguments(['-n', '100', '-a', 'status'])).toEqual(wanted);
  });

  test('short forms of the scripts › read', () => {
    const line = '-a flush -y yes -b pre-deploy -c acme-corp -d all -n 5 -i 1 -m 4gb -p aof -h';
    expect(parseArguments(line.split(' '))).toEqual({
      action: 'flush',
      yes: 'yes',
      'backup-name': 'pre-deploy',
      'client-id': 'acme-corp',
      database: 'all',
      lines: 5,
      interval: 1,
      memory: '4gb',
      persistence: 'aof',
      help: true,
    });
  });

  test('old name of a flag › read', () => {
    expect(parseArguments(['--prove', 'no'])).toEqual({ verify: 'no' });
    expect(parseArguments(['--prove=yes', '--verify', 'yes'])).toEqual({ verify: 'yes' });
  });

  test('parseArguments › the first word › is the action', () => {
    expect(parseArguments(['status', '-n', '100'])).toEqual({ action: 'status', lines: 100 });
    expect(parseArguments(['stop', '--action', 'stop'])).toEqual({ action: 'stop' });
  });

  test('no arguments › no flags', () => {
    expect(parseArguments([])).toEqual({});
  });

  test('a flag twice with one value › one flag', () => {
    expect(parseArguments(['--json', '--json', '-d', '3', '--database=3'])).toEqual({ json: true, database: 3 });
  });

  test('--flag value and --flag=value › the same for any value', () => {
    const named = fc.constantFrom(...flagNames.filter((name) => flags[name].value.shown !== null));
    const value = fc.oneof(fc.string(), fc.constantFrom('yes', 'all', '12', 'main', '0.5', '64mb', 'rdb', 'docker'));
    fc.assert(
      fc.property(named, value, (name, given) => {
        // As a separate word a value cannot begin with a dash, because it could be the next flag.
        fc.pre(!given.startsWith('-'));
        const read = (argv: string[]) => {
          try {
            return parseArguments(argv);
          } catch (error) {
            return error instanceof AppError ? error.message : error;
          }
        };
        expect(read([`--${name}`, given])).toEqual(read([`--${name}=${given}`]));
      }),
    );
  });
});

test('help and an action › as two words › the help of that action', () => {
  expect(parseArguments(['help', 'restore'])).toEqual({ action: 'restore', help: true });
  expect(parseArguments(['help'])).toEqual({ action: 'help' });
  expect(refusal(['help', 'restore', 'undo']).message).toMatch(/^"undo" has no flag/);
  expect(refusal(['restore', 'help']).message).toMatch(/^"help" has no flag/);
});

describe('refused arguments', () => {
  test.each([
    [['--jsn'], '--jsn', 'There is no flag --jsn; did you mean --json?'],
    [['--backup_name', 'x'], '--backup_name', 'There is no flag --backup_name; did you mean --backup-name?'],
    [['-x'], '-x', 'There is no flag -x; --help lists them all.'],
    [
      ['--json', 'status'],
      'status',
      '"status" has no flag: only the first word may be an action; every other value follows its flag.',
    ],
    [['start', '-a', 'stop'], '-a', '-a was given twice with different values. Give it once.'],
    [['--lines'], '--lines', '--lines needs a value: a whole number from 1 to 100000.'],
    [['--yes', '--json'], '--yes', '--yes needs a value: yes or no.'],
    [['--json=yes'], '--json', '--json takes no value: leave "=yes" out.'],
    [['--runtime', 'podman'], '--runtime', '--runtime: "podman" is not docker or process.'],
    [['-p', 'disk'], '-p', '-p: "disk" is not rdb, aof, both or none.'],
    [
      ['--memory', 'banana'],
      '--memory',
      '--memory: "banana" is not a size in whole numbers such as 512mb or 2gb (1536mb for 1.5g).',
    ],
    [['--port', '65536'], '--port', '--port: "65536" is not a whole number from 1 to 65535.'],
    [['--port=-1'], '--port', '--port: "-1" is not a whole number from 1 to 65535.'],
    [['--port', '6380.5'], '--port', '--port: "6380.5" is not a whole number from 1 to 65535.'],
    [['-a', 'start', '-a', 'stop'], '-a', '-a was given twice with different values. Give it once.'],
    [['--timeout', '1e9'], '--timeout', '--timeout: "1e9" is not a number of seconds from 0.001 to 86400.'],
  ])('%j › one sentence', (argv, field, message) => {
    const refused = refusal(argv);
    expect(refused.message).toBe(message);
    expect(refused.data.field).toBe(field);
    expect(refused.data.expected).not.toBe('');
  });

  test.each(['../../x', '..', 'Acme', 'acme corp', '', 'a'.repeat(41), '-acme', 'acme-', 'a\u0000', '🦄'])(
    '"%s" as an instance id › one sentence',
    (id) => {
      expect(refusal([`--client-id=${id}`]).data.field).toBe('--client-id');
      expect(refusal([`--instance=${id}`]).data.field).toBe('--instance');
    },
  );

  test.each(['../../x', '.hidden', '', 'a/b', 'x'.repeat(101)])('"%s" as a backup name › one sentence', (name) => {
    expect(refusal([`--backup-name=${name}`]).data.field).toBe('--backup-name');
  });
});

test('arguments › any command line › read, or refused in one sentence without control characters', () => {
  const word = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.constantFrom('-', '--', '---', '-a', '-ay', '--action', '--json', '--json=', '=', '--=', '--action=', '-n-1'),
    fc.constantFrom(...flagNames).map((name) => `--${name}`),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 8 }), (argv) => {
      try {
        parseArguments(argv);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        expect(error.code).toBe('BAD_VALUE');
        expect(error.message.length).toBeLessThan(300);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
        expect(error.message).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
      }
    }),
    { numRuns: thorough ? 2000 : 300 },
  );
});

test('arguments › --json on an invalid line › recognized', () => {
  expect(asksForJson(['--nonsense', '--json'])).toBe(true);
  expect(asksForJson(['--nonsense'])).toBe(false);
});
