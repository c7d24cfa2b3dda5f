import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { track } from '../support/children.ts';
import { fillDataset, readDataset } from '../support/dataset.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { projectRoot, runManage } from '../support/run-manage.ts';
import type { TestHome } from '../support/test-home.ts';
import { thorough } from '../support/thorough.ts';
import { useTestHome } from '../support/use-test-home.ts';

const ACTIONS = Number(process.env.TEST_ACTIONS ?? (thorough ? 400 : 8));
/** An action takes about this long; a kill may come earlier or later. */
const USUAL_MS = 1500;

type Dataset = ReadonlyMap<string, string>;

interface Action {
  readonly args: readonly string[];
  /** The keys after it, if it ends well. */
  readonly after: Dataset;
  /** Whether "undo" restores the keys before it. */
  readonly isUndoable?: boolean;
  /** The backup that it makes. */
  readonly makes?: string;
}

const any = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T;

/** The keys after those of a backup with a pattern are restored. */
function merged(before: Dataset, backup: Dataset, word: string, replaces: boolean): Dataset {
  const after = new Map(before);
  for (const [name, value] of backup) {
    const [, key = ''] = name.split(' ');
    if (key.startsWith(`${word}:`) && (replaces || !before.has(name))) after.set(name, value);
  }
  return after;
}

/** An action on main, with random flags. */
function chooseAction(before: Dataset, backups: ReadonlyMap<string, Dataset>, number: number): Action {
  const [name, saved] = any([...backups]);
  const word = any(['string', 'hash', 'list', 'stream', 'binary']);
  const existing = any(['replace', 'skip']);
  const chosen = ['--pattern', `${word}:*`, '--existing', existing, '--database', 'all'];
  return any<Action>([
    { args: ['restart'], after: before },
    { args: ['backup', '--backup-name', `b${number}`], after: before, makes: `b${number}` },
    { args: ['restore', '--backup-name', name], after: saved, isUndoable: true },
    { args: ['flush', '--database', 'all'], after: new Map(), isUndoable: true },
    {
      args: ['restore', '--backup-name', name, ...chosen],
      after: merged(before, saved, word, existing === 'replace'),
      isUndoable: true,
    },
    { args: ['config', '--persistence', any(['rdb', 'aof', 'both'])], after: before },
    { args: ['config', '--set', any(['databases=20', 'hz=20', 'io-threads=2', 'maxmemory=300mb'])], after: before },
    { args: ['verify-backup', '--backup-name', name], after: before },
  ]);
}

/** Writes to some keys of each kind, and removes some. */
async function change(port: number, number: number): Promise<void> {
  await redisCli(port, 'set', `string:${number}`, `changed ${number}`);
  await redisCli(port, 'hset', `hash:${number % 7}7`, 'field 1', String(number));
  await redisCli(port, 'del', `list:${number % 9}3`, `binary:${number % 9}2`);
}

interface Ended {
  /** Null after a signal. */
  readonly code: number | null;
  readonly output: string;
}

/** Runs an action; a killed one gets a signal at a random moment. */
async function run(home: TestHome, args: readonly string[], isKilled: boolean): Promise<Ended> {
  const child = spawn(join(projectRoot, 'resources/manage.sh'), [...args, '--yes', 'yes'], {
    env: home.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  track(child, args.join(' '));
  const signal = any<NodeJS.Signals>(['SIGKILL', 'SIGTERM', 'SIGINT']);
  const end = () => {
    try {
      if (child.exitCode === null) process.kill(-(child.pid ?? 0), signal);
    } catch {
      // It has just ended.
    }
  };
  const timer = isKilled ? setTimeout(end, USUAL_MS * (0.1 + Math.random())) : undefined;
  const [code] = await once(child, 'close');
  clearTimeout(timer);
  return { code, output };
}

describeNeeding(['redis', 'posix'], 'random actions', () => {
  it(`${ACTIONS} on one instance, half of them killed › always all or nothing, and undo brings it back`, {
    timeout: 1_800_000,
  }, async () => {
    const home = await useTestHome({ docker: false });
    const manage = async (...args: string[]) => {
      const { code, stdout, stderr } = await runManage(args, home.env);
      return { code, stdout, output: stdout + stderr };
    };
    expect(await manage('install', '--runtime', 'process')).toMatchObject({ code: 0 });
    await fillDataset(home.port, 100);
    expect(await manage('backup', '--backup-name', 'first')).toMatchObject({ code: 0 });
    const backups = new Map<string, Dataset>([['first', await readDataset(home.port)]]);
    const history: string[] = [];

    for (let number = 0; number < ACTIONS; number++) {
      await change(home.port, number);
      const before = await readDataset(home.port);
      const { args, after, isUndoable, makes } = chooseAction(before, backups, number);
      const isKilled = Math.random() < 0.5;
      const { code, output } = await run(home, args, isKilled);
      history.push(`${args.join(' ')}${isKilled ? ' (killed)' : ''} → ${code}`);
      const past = history.slice(-8).join('\n');
      if (!isKilled) expect(code, `${past}\n${output}`).toBe(0);
      // The next command recovers what was interrupted.
      const start = await manage('start');
      expect(start.code, `${past}\n${start.output}`).toBe(0);
      const now = await readDataset(home.port);
      const isDone = code === 0 || !areEqual(now, before);
      expect(now, past).toEqual(isDone ? after : before);
      if (makes !== undefined && code === 0) backups.set(makes, before);
      if (isUndoable && isDone && !areEqual(now, before)) {
        const undone = await manage('undo', '--yes', 'yes');
        expect(undone.code, `${past}\n${undone.output}`).toBe(0);
        expect(await readDataset(home.port), `${past}, then undo`).toEqual(before);
      }
    }
    const listed = await manage('list-backups', '--json');
    const damaged = (JSON.parse(listed.stdout) as { damaged: boolean }[]).filter((backup) => backup.damaged);
    expect(damaged, history.join('\n')).toEqual([]);
  });
});

function areEqual(one: Dataset, other: Dataset): boolean {
  return one.size === other.size && [...one].every(([key, value]) => other.get(key) === value);
}
