import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { Backup, BackupVerification } from '../../../../shared/contract/backup.ts';
import { core, ended } from '../../../../test/support/components/fake-core.ts';
import { show } from '../../../../test/support/components/show.tsx';
import { goodVerification, someBackup } from '../../../../test/support/some-backup.ts';
import { backupDialog } from '../actions/backup-dialog-state.ts';
import { BackupDetail } from './backup-detail.tsx';
import { problemOf } from './backup-problem.tsx';
import { BackupsFacts } from './backups-facts.tsx';

const takenAt = '2026-11-19T11:00:00.000Z';
const failedVerification: BackupVerification = {
  ...goodVerification,
  ok: false,
  message: 'The file is truncated.',
  keys: null,
};

afterEach(() => {
  backupDialog.set(null);
});

describe('backup detail', () => {
  test('all is known › size, versions, memory, file and a short checksum', () => {
    showDetail({
      ...{ sizeBytes: 4_000_000, redisVersion: '8.0.2', rdbVersion: 12, memoryBytes: 2_097_152, pinned: true },
      sha256: `0123456789${'a'.repeat(44)}9876543210`,
    });
    const pane = screen.getByRole('complementary');
    expect(pane.textContent).toContain('Snapshot (RDB)');
    expect(pane.textContent).toContain('8.0.2, RDB version 12');
    expect(pane.textContent).toContain('2 MB');
    expect(pane.textContent).toContain('nightly.rdb');
    expect(pane.textContent).toContain('pinned until you delete it');
    expect(pane.textContent).toContain('01234567…76543210');
    expect(within(pane).getByRole('button', { name: /Copy the checksum/ })).toBeTruthy();
  });

  test('little is known › the unknown facts have no line', () => {
    showDetail({});
    const pane = screen.getByRole('complementary');
    for (const name of ['Redis', 'Runtime', 'In memory', 'Duration', 'SHA-256', 'Kept']) {
      expect(within(pane).queryByText(name, { selector: 'dt' })).toBeNull();
    }
    expect(within(pane).getByText('File', { selector: 'dt' })).toBeTruthy();
  });

  test('several databases › keys and expiries of each, and their sums', () => {
    showDetail({
      databases: [
        { index: 0, keys: 1_200, expires: 200 },
        { index: 3, keys: 34, expires: 0 },
      ],
      countsExact: true,
    });
    const table = screen.getByRole('table', { name: 'Keys of each database in this backup' });
    expect(rowsOf(table)).toEqual([
      ['Database', 'Keys', 'With TTL'],
      ['db0', '1,200', '200'],
      ['db3', '34', '0'],
      ['Total', '1,234', '200'],
    ]);
  });

  test('counts without a verification › said to be approximate; without keys, a sentence', () => {
    const { rerender } = showDetail({ databases: [{ index: 0, keys: 5, expires: 0 }] });
    expect(screen.getByText('Keys (approx.)')).toBeTruthy();
    rerender(detailOf({ databases: [] }));
    expect(screen.getByText('This backup holds no keys.')).toBeTruthy();
  });

  test('the line of the terminal › restores this backup; main needs no flag', () => {
    const { rerender } = showDetail({ instance: 'shop' });
    expect(pageText()).toContain('--action restore --instance shop --backup-name nightly');
    rerender(detailOf({}));
    expect(pageText()).toContain('--action restore --backup-name nightly');
  });
});

describe('verifications', () => {
  test('the newest and two earlier ones › its sentence, and the earlier ones in short', () => {
    const earlier = { ...failedVerification, at: '2026-11-18T12:00:00.000Z' };
    const first = { ...goodVerification, at: '2026-11-17T12:00:00.000Z', keys: 41 };
    showDetail({
      proof: goodVerification,
      proofs: [{ ...goodVerification, message: 'All 40 keys are there.' }, earlier, first],
    });
    const section = screen.getByRole('region', { name: 'Verification' });
    expect(section.getAttribute('data-trust')).toBe('verified');
    expect(section.textContent).toContain('All 40 keys are there. Loaded into a scratch Redis');
    const lines = within(section).getAllByRole('listitem');
    expect(lines.map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/^Failed /),
      expect.stringMatching(/^Verified .*, 41 keys$/),
    ]);
  });

  test('it passed, but the backup has warnings › both are shown', () => {
    const warnings = ['The file has no checksum.'];
    showDetail({ proof: goodVerification, proofs: [goodVerification], contents: contentsWith({ warnings }) });
    expect(screen.getByRole('region', { name: 'Verification' }).getAttribute('data-trust')).toBe('warnings');
    expect(screen.getByRole('region', { name: 'Warnings' }).textContent).toContain('The file has no checksum.');
  });

  test('never verified › no section', () => {
    showDetail({});
    expect(screen.queryByRole('region', { name: 'Verification' })).toBeNull();
  });

  test('verify now › asks the core for this backup', async () => {
    core.reply({ backups: { verify: () => ended({ kind: 'prove', title: 'Verify nightly' }) } });
    const { user } = showDetail({});
    await user.click(screen.getByRole('button', { name: 'Verify now' }));
    await waitFor(() =>
      expect(core.calls.find(({ procedure }) => procedure === 'backups.verify')?.input).toMatchObject({
        ...{ instance: 'main', name: 'nightly' },
      }),
    );
  });

  test('it is being verified › cannot be verified twice', () => {
    showDetail({}, true);
    expect(screen.getByRole('button', { name: 'Verify now' }).hasAttribute('disabled')).toBe(true);
    expect(screen.getByRole('button', { name: 'Restore…' }).hasAttribute('disabled')).toBe(false);
  });
});

describe('what can be done with it', () => {
  test('restore › its dialog opens with this backup', async () => {
    const { user } = showDetail({});
    await user.click(screen.getByRole('button', { name: 'Restore…' }));
    expect(backupDialog.get()).toMatchObject({ kind: 'restore', backup: { name: 'nightly' } });
  });

  test('keys › leads to the keys of this backup', async () => {
    const { user } = showDetail({ instance: 'shop' });
    await user.click(screen.getByRole('button', { name: 'Keys' }));
    expect(window.location.hash).toBe('#/keys/shop/nightly');
  });

  test('damaged › why, and nothing that reads the file is offered', () => {
    showDetail({ damaged: true, damage: 'its manifest is missing' });
    expect(pageText()).toContain('Cannot be restored: its manifest is missing.');
    for (const name of ['Restore…', 'Verify now', 'Keys'])
      expect(screen.getByRole('button', { name }).hasAttribute('disabled')).toBe(true);
    expect(pageText()).not.toContain('--action restore');
  });
});

describe('contents of an imported file', () => {
  const found = (path: string, keys: number | null) => ({
    ...{ path, form: 'rdb' as const, keys, keysExact: true, sizeBytes: 1_024, modifiedAt: null },
  });

  test('two data sets › which one is used, and which is not', () => {
    showDetail({
      contents: contentsWith({ path: 'a/dump.rdb', found: [found('a/dump.rdb', 7), found('b.rdb', null)] }),
    });
    const section = screen.getByRole('region', { name: 'Contents' });
    const [used, unused] = within(section).getAllByRole('listitem');
    expect(used?.textContent).toMatch(/a\/dump\.rdbUsed.*7 keys/);
    expect(unused?.textContent).toMatch(/b\.rdbNot used.*keys not counted/);
  });

  test('one data set › no word about which is used', () => {
    showDetail({ contents: contentsWith({ path: 'dump.rdb', found: [found('dump.rdb', 7)] }) });
    const section = screen.getByRole('region', { name: 'Contents' });
    expect(section.textContent).not.toMatch(/used/i);
  });
});

describe('the line below a row', () => {
  test('damaged › the reason, and it can be deleted', async () => {
    const { user } = show(<div>{problemOf(someBackup('old', takenAt, { damaged: true, damage: 'it is empty' }))}</div>);
    expect(pageText()).toContain('Cannot be restored: it is empty.');
    await user.click(screen.getByRole('button', { name: 'Delete old…' }));
    expect(backupDialog.get()).toMatchObject({ kind: 'delete', backup: { name: 'old' } });
  });

  test('the verification failed › its sentence, when it was, and it can be verified again', () => {
    show(<div>{problemOf(someBackup('old', takenAt, { proof: failedVerification }))}</div>);
    expect(pageText()).toMatch(/The file is truncated\. ?Checked /);
    expect(screen.getByRole('button', { name: 'Verify old again' })).toBeTruthy();
  });

  test('verified with warnings › all of them, without a button', () => {
    const warnings = ['One.', 'Two.'];
    show(
      <div>
        {problemOf(someBackup('old', takenAt, { proof: goodVerification, contents: contentsWith({ warnings }) }))}
      </div>,
    );
    expect(pageText()).toContain('One. Two.');
    expect(screen.queryByRole('button')).toBeNull();
  });

  test.each([null, goodVerification])('verification %o, without warnings › no line', (proof) => {
    expect(problemOf(someBackup('old', takenAt, { proof }))).toBeNull();
  });
});

describe('the totals of the list', () => {
  test('none › says so, with the instance', () => {
    show(<BackupsFacts backups={[]} instance="shop" />);
    expect(pageText()).toContain('no backups yet of shop');
  });

  test('backups of every trust › a count of each', () => {
    const of = (change: Partial<Backup>) => someBackup('b', takenAt, { sizeBytes: 1_024, ...change });
    const backups = [
      of({ proof: goodVerification }),
      of({ proof: goodVerification }),
      of({ proof: goodVerification, contents: contentsWith({ warnings: ['One.'] }) }),
      of({ proof: failedVerification }),
      of({ damaged: true }),
      of({}),
    ];
    show(<BackupsFacts backups={backups} instance={null} />);
    expect(pageText()).toContain('6 · 6 KB · 2 verified · 1 with warnings · 1 failed verification · 1 damaged');
  });
});

function contentsWith(change: Partial<NonNullable<Backup['contents']>>): NonNullable<Backup['contents']> {
  return { path: 'dump.rdb', form: 'rdb', found: [], decidedBy: 'only', warnings: [], ...change } as NonNullable<
    Backup['contents']
  >;
}

function detailOf(change: Partial<Backup>, verifying = false) {
  const backup = someBackup('nightly', takenAt, change);
  return <BackupDetail backup={backup} verifying={verifying} onClose={() => undefined} />;
}

function showDetail(change: Partial<Backup>, verifying = false) {
  return show(detailOf(change, verifying));
}

function pageText(): string {
  return document.body.textContent ?? '';
}

function rowsOf(table: HTMLElement): readonly (readonly string[])[] {
  return within(table)
    .getAllByRole('row')
    .map((row) => [...row.children].map(({ textContent }) => textContent ?? ''));
}
