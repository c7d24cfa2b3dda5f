import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { runProgram } from './run-program.ts';
import { createTestHome, type TestHome } from './test-home.ts';

/**
 * A home whose `redis-server` is the local one but does not start before `release`, so that a test can keep an
 * installation waiting. Disposed when the test ends.
 */
export async function heldRedisHome(): Promise<{ readonly home: TestHome; readonly release: () => Promise<void> }> {
  const plain = await createTestHome({ docker: false });
  onTestFinished(plain.dispose);
  const [folder, gate] = [join(plain.path, 'bin'), join(plain.path, 'released')];
  const real = (await runProgram('sh', ['-c', 'command -v redis-server'])).stdout.trim();
  await mkdir(folder);
  const script = [
    '#!/bin/sh',
    `case "$*" in *-v*) exec ${real} "$@";; esac`,
    `until [ -e ${gate} ]; do sleep 0.02; done`,
    `exec ${real} "$@"`,
  ];
  await writeFile(join(folder, 'redis-server'), `${script.join('\n')}\n`, { mode: 0o755 });
  const home = { ...plain, env: { ...plain.env, PATH: `${folder}:${plain.env.PATH}` } };
  return { home, release: () => writeFile(gate, '') };
}
