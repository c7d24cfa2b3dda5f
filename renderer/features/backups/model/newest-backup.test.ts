import { describe, expect, test } from 'vitest';
import type { Backup } from '../../../../shared/contract/backup.ts';
import type { IdCheck } from '../../../../shared/contract/tenant.ts';
import { goodVerification, someBackup } from '../../../../test/support/some-backup.ts';
import { backupKey } from '../actions/backup-dialog-state.ts';
import { placeProblem } from '../restore/place-problem.ts';
import { newestBackup, newestBackupName } from './newest-backup.ts';
import { placeInput } from './restore-place.ts';

const badVerification = { ...goodVerification, ok: false };
let day = 30;
/** Each one older than the one before, as the list comes. */
function backup(name: string, change: Partial<Backup> = {}): Backup {
  day -= 1;
  return someBackup(name, `2026-11-${String(day).padStart(2, '0')}T12:00:00.000Z`, change);
}
const offered = (...backups: readonly Backup[]) => newestBackup(backups, 'main')?.backup.name ?? null;

describe('newestBackup', () => {
  test('newest › none, or only of another instance › null', () => {
    expect(offered()).toBeNull();
    expect(offered(backup('a', { instance: 'acme' }))).toBeNull();
  });

  test('newest › an older verified one and a newer unverified one › the verified one', () => {
    expect(offered(backup('new'), backup('old', { proof: goodVerification }))).toBe('old');
    expect(offered(backup('new'), backup('old'))).toBe('new');
  });

  test('newest › verified with warnings › is not a verified one', () => {
    const contents = { form: 'rdb', path: '', decidedBy: 'only', found: [], warnings: ['Only the base.'] } as const;
    const warned = backup('warned', {
      proof: goodVerification,
      contents: { ...contents, found: [], warnings: ['Only the base.'] },
    });
    expect(offered(warned, backup('old', { proof: goodVerification }))).toBe('old');
    expect(newestBackup([warned], 'main')?.trust).toBe('warnings');
  });

  test('newest › damaged, or its verification failed › never offered', () => {
    expect(
      offered(backup('torn', { damaged: true, proof: goodVerification }), backup('bad', { proof: badVerification })),
    ).toBeNull();
  });

  test('newest › a verified safety backup and an unverified requested one › the requested one', () => {
    expect(offered(backup('safe', { reason: 'safety', proof: goodVerification }), backup('mine'))).toBe('mine');
    const only = newestBackup([backup('safe', { reason: 'safety' })], 'main');
    expect([only?.backup.name, only?.safety]).toEqual(['safe', true]);
  });

  test('newestBackupName › any trust and reason › five different names', () => {
    const names = ([true, false] as const).flatMap((safety) =>
      (['verified', 'warnings', 'unverified'] as const).map((trust) => newestBackupName({ trust, safety })),
    );
    expect(new Set(names).size).toBe(6);
  });
});

describe('restore place', () => {
  const free: IdCheck = {
    ...{
      valid: true,
      free: true,
      reason: null,
      nextPort: 6383,
      container: 'c',
      network: 'n',
      folder: '~/clients/acme',
    },
  };

  test('placeInput › an instance, or a new tenant › into one, or with an id', () => {
    expect(placeInput({ to: 'here', id: 'main' })).toEqual({ into: 'main' });
    expect(placeInput({ to: 'other', id: 'acme' })).toEqual({ into: 'acme' });
    expect(placeInput({ to: 'new', id: 'acme' })).toEqual({ newTenant: { id: 'acme', generatePassword: false } });
  });

  test('placeProblem › a new tenant › blocked until its id is valid and known to be free', () => {
    expect(placeProblem({ to: 'new', id: 'acme' }, free)).toBeNull();
    expect(placeProblem({ to: 'new', id: '' }, free)).toBe('');
    expect(placeProblem({ to: 'new', id: 'Acme' }, free)).toBe('');
    expect(placeProblem({ to: 'new', id: 'acme' }, undefined)).toBe('');
    expect(placeProblem({ to: 'new', id: 'acme' }, { ...free, free: false })).toBe('');
    expect(placeProblem({ to: 'here', id: 'main' }, undefined)).toBeNull();
  });

  test('backupKey › the same name in two instances › two keys', () => {
    expect(backupKey(backup('a'))).not.toBe(backupKey(backup('a', { instance: 'acme' })));
  });
});
