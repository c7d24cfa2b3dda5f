import { spawn } from 'node:child_process';
import { appendFileSync, closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { takeInstanceLock } from '../../electron/services/operations/locks/instance-lock.ts';
import { isAppError } from '../../shared/contract/errors.ts';
import { track } from './children.ts';
import { someOperation } from './some-operations.ts';
import { waitFor } from './wait-for.ts';

/** Files in the home that the contenders share. */
const held = (home: string) => join(home, 'held');
const begin = (home: string) => join(home, 'begin');

/** Counts of one contender. */
export interface Contention {
  readonly taken: number;
  readonly busy: number;
  /** How often it held the lock while another process held it too. */
  readonly clashes: number;
}

/**
 * Takes and releases the lock of main again and again, in a process of its own, as soon as `startContention` says so.
 * @returns its counts
 * @public called by name in the other process
 */
export async function contend(home: string, rounds: number): Promise<Contention> {
  let [taken, busy, clashes] = [0, 0, 0];
  appendFileSync(join(home, 'ready'), '.');
  await waitFor('the start', () => existsSync(begin(home)), { everyMs: 1 });
  for (let round = 0; taken < rounds; round++) {
    try {
      const lock = await takeInstanceLock(home, someOperation({ id: `${process.pid}-${round}` }));
      taken++;
      try {
        // Fails when another holder has not removed it yet.
        closeSync(openSync(held(home), 'wx'));
      } catch {
        clashes++;
      }
      await new Promise((resolve) => setImmediate(resolve));
      rmSync(held(home), { force: true });
      await lock.release();
    } catch (error) {
      if (!isAppError(error, 'BUSY')) throw error;
      busy++;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return { taken, busy, clashes };
}

/** Runs contenders in processes of their own until each has taken the lock `rounds` times. */
export async function runContenders(home: string, count: number, rounds: number): Promise<readonly Contention[]> {
  const running = Array.from({ length: count }, () => runContender(home, rounds));
  await waitFor('all contenders', () => existsSync(join(home, 'ready')) && readyCount(home) === count);
  writeFileSync(begin(home), '');
  return Promise.all(running);
}

function readyCount(home: string): number {
  return readFileSync(join(home, 'ready'), 'utf8').length;
}

/** Vite loads the TypeScript, as Node 20 cannot. */
async function runContender(home: string, rounds: number): Promise<Contention> {
  const script = `import { runnerImport } from 'vite';
    const { module } = await runnerImport(${JSON.stringify(fileURLToPath(import.meta.url))}, { configFile: false, logLevel: 'error' });
    process.stdout.write(JSON.stringify(await module.contend(${JSON.stringify(home)}, ${rounds})));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  track(child, 'a contender for a lock');
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`a contender ended with ${code}`);
  return JSON.parse(text);
}
