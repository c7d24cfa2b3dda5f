import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../../../test/support/temporary-folder.ts';
import { imageModulesScript } from './image-modules.ts';

/** The options that the script produces, with the modules of an image in a local folder. */
function optionsFor(conf: string, modules: readonly string[] | null): readonly string[] {
  const folder = temporaryFolder();
  const own = join(folder, 'modules');
  if (modules !== null) mkdirSync(own);
  for (const name of modules ?? []) writeFileSync(join(own, name), '', { mode: name.startsWith('no') ? 0o644 : 0o755 });
  writeFileSync(join(folder, 'redis.conf'), conf);
  const script = imageModulesScript(join(folder, 'redis.conf')).replaceAll('/usr/local/lib/redis/modules', own);
  const printed = execFileSync('/bin/sh', ['-c', `${script}\nfor one in "$@"; do echo "$one"; done`], {
    encoding: 'utf8',
  });
  return printed
    .split('\n')
    .filter(Boolean)
    .map((line) => line.replace(`${own}/`, ''));
}

test.skipIf(process.platform === 'win32')('modules of an image › each that can be loaded › an option', () => {
  expect(optionsFor('port 6379\n', ['a.so', 'b.so', 'not-executable.so', 'text.txt'])).toEqual([
    ...['--loadmodule', 'a.so'],
    ...['--loadmodule', 'b.so'],
  ]);
});

test.skipIf(process.platform === 'win32')('modules of an image › loaded by redis.conf too › left to it', () => {
  for (const line of ['loadmodule /data/a.so x', 'LoadModule a.so', '  loadmodule ./a.so'])
    expect(optionsFor(`port 6379\n${line}`, ['a.so', 'aa.so']), line).toEqual(['--loadmodule', 'aa.so']);
  expect(optionsFor('# loadmodule /data/a.so\n', ['a.so'])).toEqual(['--loadmodule', 'a.so']);
});

test.skipIf(process.platform === 'win32')('modules of an image › none › no option', () => {
  expect(optionsFor('', [])).toEqual([]);
  expect(optionsFor('', null)).toEqual([]);
});
