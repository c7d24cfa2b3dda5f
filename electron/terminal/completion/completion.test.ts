import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findProgram } from '../../../test/runner/find-program.ts';
import { testWithProgram } from '../../../test/support/skip-reason.ts';
import { actionTopics } from '../actions.ts';
import { bashCompletion } from './bash.ts';
import { completionModel } from './completion-model.ts';
import { fishCompletion } from './fish.ts';
import { fishWord, word } from './shell-text.ts';
import { zshCompletion } from './zsh.ts';

const run = promisify(execFile);
const model = completionModel(await actionTopics());

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'completion-test-'));
  await writeFile(join(folder, 'a.rdb'), '');
  // The program that the script calls for names: it replies with its arguments.
  const answer = 'second=$3-two\n[ -n "$5" ] && second=$second-of-$5\nprintf "%s\\n" "$3-one" "$second"\n';
  await writeFile(join(folder, 'manage.sh'), `#!/bin/sh\n${answer}`);
  await chmod(join(folder, 'manage.sh'), 0o755);
  await writeFile(join(folder, 'script'), bashCompletion(model, ['manage.sh']));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The candidates of bash for the last of these words; as readline splits them, with "=" as a word. */
async function complete(...words: readonly string[]): Promise<string[]> {
  const line = `source ./script
COMP_WORDS=(./manage.sh ${words.map(word).join(' ')})
COMP_CWORD=${words.length}
_vrooli_redis ./manage.sh
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout } = await run('bash', ['--norc', '-c', line], { cwd: folder });
  return stdout.split('\n').filter((one) => one !== '');
}

describe.skipIf(findProgram('bash') === null)('bash completion', () => {
  test('first word › the beginning of an action › only matching actions', async () => {
    expect(await complete('list-')).toEqual(['list-backups', 'list-clients', 'list-destroyed']);
    expect(await complete('--action', '=', 'insp')).toEqual(['inspect']);
  });

  test('flags › after an action › only flags that the action takes', async () => {
    const flags = await complete('logs', '--l');
    expect(flags.toSorted()).toEqual(['--level', '--lines']);
    expect(await complete('--action', 'version', '--l')).toEqual([]);
  });

  test('values › a fixed choice › its values, also after "="', async () => {
    expect(await complete('logs', '--follow', '')).toEqual(['yes', 'no']);
    expect(await complete('completion', '--shell', '=', 'z')).toEqual(['zsh']);
    expect(await complete('completion', '--shell', '=')).toEqual(['bash', 'zsh', 'fish']);
  });

  test('values › free text › no candidates', async () => {
    expect(await complete('get', '--key', '')).toEqual([]);
  });

  test('names › instances and backups › requested from the program, for the instance of the line', async () => {
    expect(await complete('stop', '--instance', 'instances-t')).toEqual(['instances-two']);
    expect(await complete('restore', '-c', 'acme', '-b', 'backups-')).toEqual(['backups-one', 'backups-two-of-acme']);
  });

  test('files › --file › files of the folder', async () => {
    expect(await complete('inspect', '--file', 'a')).toEqual(['a.rdb']);
  });

  test('words › after "--" › nothing of ours', async () => {
    expect(await complete('cli', '--', 'GET', '')).toEqual([]);
  });
});

describe('scripts of other shells', () => {
  test.each([
    ['zsh', zshCompletion],
    ['fish', fishCompletion],
  ])('%s completion › a text with quotes › every text is one quoted word', (_shell, write) => {
    const quotes = `it's $HOME \`id\` "x" \\ (y)`;
    const text = write(
      {
        actions: [{ name: 'act', summary: quotes, flags: ['flag'] }],
        flags: [{ name: 'flag', short: 'f', about: quotes, value: ['a', 'b'] }],
      },
      ['manage.sh'],
    );
    expect(text).toContain(_shell === 'fish' ? fishWord(quotes) : word(`act:${quotes}`));
    expect(text.split(quotes)).toHaveLength(1);
  });

  testWithProgram('zsh', 'zsh completion › the whole script › zsh can parse it', async () => {
    await writeFile(join(folder, 'zsh'), zshCompletion(model, ['manage.sh']));
    await run('zsh', ['-n', join(folder, 'zsh')]);
  });

  testWithProgram('fish', 'fish completion › a flag and its values › fish offers them', async () => {
    await writeFile(join(folder, 'fish'), fishCompletion(model, ['manage.sh']));
    const ask = async (line: string) => {
      const { stdout } = await run('fish', ['--no-config', '-c', `source ./fish; complete -C ${fishWord(line)}`], {
        cwd: folder,
      });
      return stdout.split('\n').flatMap((one) => one.split('\t')[0] || []);
    };
    expect(await ask('manage.sh list-b')).toEqual(['list-backups']);
    expect(await ask('manage.sh logs --le')).toEqual(['--level']);
    expect((await ask('manage.sh completion --shell ')).toSorted()).toEqual(['bash', 'fish', 'zsh']);
  });
});
