import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../shared/contract/errors.ts';
import { deadPid } from '../../../../test/support/dead-pid.ts';
import {
  fileEntry,
  keptLog,
  keptRecords,
  onlyFiles,
  recordingHandlers,
  someOperation,
} from '../../../../test/support/some-operations.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { openJournal } from '../journal/journal.ts';
import { takeInstanceLock } from '../locks/instance-lock.ts';
import type { UndoHandlers } from '../undo/undo-handlers.ts';
import { recoverOrphans, undoEarlier } from './recover.ts';

const journalFolder = (home: string) => join(home, 'redis/desktop/journal');
const lockPath = (home: string, id: string) => join(home, `redis/desktop/locks/${id}.lock`);

async function interrupted(
  home: string,
  id: string,
  instance: string,
  paths: readonly string[],
  operation = 'install',
) {
  await openJournal(home, { id, instance, operation }, onlyFiles).add(paths.map(fileEntry));
}

function useRecovery(home: string, undoHandlers: UndoHandlers) {
  const log = keptLog();
  const records = keptRecords();
  const options = { home, client: 'desktop', undoHandlers, log, recorder: records.recorder } as const;
  return { log, records, options, run: () => recoverOrphans(options) };
}

describe('recovery › of a killed operation', () => {
  test('its files › are removed, with one sentence and one record', async () => {
    const home = temporaryFolder();
    const made = join(home, 'redis/config/redis.conf');
    mkdirSync(dirname(made), { recursive: true });
    writeFileSync(made, 'port 6380\n');
    await interrupted(home, 'op-1', 'main', [made]);
    const { run, records, log } = useRecovery(home, onlyFiles);
    expect(await run()).toEqual(['The install of main was interrupted and has been undone.']);
    expect(existsSync(made)).toBe(false);
    expect(records.cutOff).toEqual([
      { instance: 'main', operation: 'install', undoneBy: 'desktop', outcome: 'undone' },
    ]);
    expect(log.infos).toEqual(['undone the interrupted install of main']);
    expect(log.errors).toEqual([]);
    expect(await run()).toEqual([]);
  });

  test('with a lock of its dead process › the lock is taken over and removed', async () => {
    const home = temporaryFolder();
    await interrupted(home, 'op-1', 'main', ['a']);
    mkdirSync(dirname(lockPath(home, 'main')), { recursive: true });
    const dead = { holder: { pid: deadPid(), began: null }, about: someOperation() };
    writeFileSync(lockPath(home, 'main'), JSON.stringify(dead));
    const undone: string[] = [];
    await useRecovery(home, recordingHandlers(undone)).run();
    expect(undone).toEqual(['a']);
    expect(existsSync(lockPath(home, 'main'))).toBe(false);
  });

  test('of several instances › all are undone', async () => {
    const home = temporaryFolder();
    await interrupted(home, 'op-1', 'main', ['a1', 'a2']);
    await interrupted(home, 'op-2', 'acme', ['b'], 'restore');
    const undone: string[] = [];
    expect(await useRecovery(home, recordingHandlers(undone)).run()).toEqual([
      'The install of main was interrupted and has been undone.',
      'The restore of acme was interrupted and has been undone.',
    ]);
    expect(undone).toEqual(['a2', 'a1', 'b']);
  });

  test('past its commit point › the sentence says that it was completed', async () => {
    const home = temporaryFolder();
    await interrupted(home, 'op-1', 'main', ['a'], 'flush');
    const completing = {
      file: { schema: onlyFiles.file.schema, undo: async () => 'completed' },
    } as unknown as UndoHandlers;
    const { run, records } = useRecovery(home, completing);
    expect(await run()).toEqual([
      'The flush of main was interrupted and has been completed: its keys are deleted, and an undo restores them from the safety backup.',
    ]);
    expect(records.cutOff).toMatchObject([{ outcome: 'completed' }]);
  });

  test('of a kind that this version does not know › is undone all the same', async () => {
    const home = temporaryFolder();
    await interrupted(home, 'op-1', 'main', ['a'], 'teleport');
    const undone: string[] = [];
    expect(await useRecovery(home, recordingHandlers(undone)).run()).toEqual([
      'The teleport of main was interrupted and has been undone.',
    ]);
    expect(undone).toEqual(['a']);
  });
});

describe('recovery › not possible now', () => {
  test('the operation still runs › is left alone', async () => {
    const home = temporaryFolder();
    await interrupted(home, 'op-1', 'main', ['a']);
    await takeInstanceLock(home, someOperation());
    const undone: string[] = [];
    const { run, log } = useRecovery(home, recordingHandlers(undone));
    expect(await run()).toEqual([]);
    expect([undone, log.errors]).toEqual([[], []]);
    expect(readdirSync(journalFolder(home))).toEqual(['op-1.jsonl']);
  });

  test('the engine does not answer › the journal stays for the next run, others are undone', async () => {
    const home = temporaryFolder();
    await interrupted(home, 'op-1', 'main', ['container']);
    await interrupted(home, 'op-2', 'acme', ['file']);
    const undone: string[] = [];
    const unreachable = new AppError('ENGINE_UNREACHABLE', 'Docker does not answer.', { endpoint: 'x', reason: 'y' });
    let isDown = true;
    const handlers = recordingHandlers(undone, (path) => (isDown && path === 'container' ? unreachable : null));
    const { run, log } = useRecovery(home, handlers);
    expect(await run()).toEqual(['The install of acme was interrupted and has been undone.']);
    expect(log.errors).toEqual(['could not undo the interrupted install of main yet: Docker does not answer.']);
    expect(readdirSync(journalFolder(home))).toEqual(['op-1.jsonl']);
    expect(existsSync(lockPath(home, 'main'))).toBe(false);

    isDown = false;
    expect(await run()).toEqual(['The install of main was interrupted and has been undone.']);
    expect(undone).toEqual(['file', 'container']);
  });

  test('the record cannot be written › the journal stays, so that no event is lost', async () => {
    const home = temporaryFolder();
    await interrupted(home, 'op-1', 'main', ['a']);
    const { options } = useRecovery(home, recordingHandlers([]));
    const recorder = { ...options.recorder, cutOff: () => Promise.reject(new Error('no disk')) };
    expect(await recoverOrphans({ ...options, recorder })).toEqual([]);
    expect(readdirSync(journalFolder(home))).toEqual(['op-1.jsonl']);
  });

  test('an operation that is on record as succeeded › nothing is undone, and its journal is deleted', async () => {
    const home = temporaryFolder();
    await interrupted(home, 'op-1', 'main', ['a']);
    await interrupted(home, 'op-2', 'main', ['b']);
    const undone: string[] = [];
    const { options, records } = useRecovery(home, recordingHandlers(undone));
    const recorder = { ...options.recorder, hasSucceeded: async ({ id }: { id: string }) => id === 'op-1' };
    expect(await recoverOrphans({ ...options, recorder })).toHaveLength(1);
    expect(undone).toEqual(['b']);
    expect(records.cutOff).toHaveLength(1);
    expect(existsSync(journalFolder(home))).toBe(false);
  });

  test('a damaged journal › is set aside and blocks nothing', async () => {
    const home = temporaryFolder();
    await interrupted(home, 'op-2', 'main', ['a']);
    writeFileSync(join(journalFolder(home), 'op-1.jsonl'), '{"broken');
    const undone: string[] = [];
    await useRecovery(home, recordingHandlers(undone)).run();
    expect(undone).toEqual(['a']);
    expect(readdirSync(journalFolder(home))).toEqual([expect.stringMatching(/^op-1\.jsonl\.damaged-/)]);
  });

  test('leftovers cannot be removed › the home is still usable', async () => {
    const home = temporaryFolder();
    mkdirSync(join(home, 'redis/desktop'), { recursive: true });
    // A file where the folder of the locks should be.
    writeFileSync(join(home, 'redis/desktop/locks'), '');
    const { run } = useRecovery(home, onlyFiles);
    await expect(run()).resolves.toEqual([]);
  });
});

describe('recovery › of an empty home', () => {
  test('that does not exist › creates nothing', async () => {
    const home = join(temporaryFolder(), 'none');
    expect(await useRecovery(home, onlyFiles).run()).toEqual([]);
    expect(existsSync(home)).toBe(false);
  });

  test('after the undo › empty folders of the interrupted operation are gone', async () => {
    const home = temporaryFolder();
    const made = join(home, 'redis/data');
    mkdirSync(made, { recursive: true });
    await openJournal(home, { id: 'op-1', instance: 'main', operation: 'install' }, onlyFiles).add([
      { type: 'folder', path: made },
    ]);
    await useRecovery(home, onlyFiles).run();
    expect(readdirSync(home)).toEqual([]);
  });
});

describe('undo before the next operation', () => {
  test('two journals of the instance › both are undone, those of others are not', async () => {
    const home = temporaryFolder();
    await interrupted(home, 'op-1', 'main', ['a']);
    await interrupted(home, 'op-2', 'main', ['b']);
    await interrupted(home, 'op-3', 'acme', ['c']);
    const undone: string[] = [];
    const { options, records } = useRecovery(home, recordingHandlers(undone));
    await undoEarlier(options, 'main');
    expect(undone).toEqual(['a', 'b']);
    expect(records.cutOff).toHaveLength(2);
    expect(readdirSync(journalFolder(home))).toEqual(['op-3.jsonl']);
  });

  test('its undo fails › the failure is thrown and the journal is unchanged', async () => {
    const home = temporaryFolder();
    await interrupted(home, 'op-1', 'main', ['a']);
    const before = readFileSync(join(journalFolder(home), 'op-1.jsonl'), 'utf8');
    const { options, records } = useRecovery(
      home,
      recordingHandlers([], () => new Error('disk away')),
    );
    await expect(undoEarlier(options, 'main')).rejects.toThrow('disk away');
    expect(records.cutOff).toEqual([]);
    expect(readFileSync(join(journalFolder(home), 'op-1.jsonl'), 'utf8')).toBe(before);
  });
});
