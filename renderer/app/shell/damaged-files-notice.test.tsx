import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { DamagedFile, RebuildResult } from '../../../shared/contract/recovery.ts';
import { core } from '../../../test/support/components/fake-core.ts';
import { show } from '../../../test/support/components/show.tsx';
import * as appWords from '../words.ts';
import { DamagedFilesNotice } from './damaged-files-notice.tsx';

const damaged = (file: string, rebuild: DamagedFile['rebuild']): DamagedFile => ({
  ...{ file, rebuild, keptAs: `${file}.damaged-20261129-101010`, at: '2026-11-29T10:10:10.000Z' },
});
const rebuilds = () => core.calls.filter(({ procedure }) => procedure === 'recovery.rebuild').length;

async function openDialog(files: readonly DamagedFile[], result: () => RebuildResult) {
  core.reply({ recovery: { damaged: () => [...files], rebuild: result } });
  const { user } = show(<DamagedFilesNotice />);
  await user.click(await screen.findByRole('button', { name: appWords.backUpAndRebuild }));
  return { user, dialog: await screen.findByRole('dialog') };
}

test('no damaged file › nothing is shown', async () => {
  core.reply({ recovery: { damaged: () => [] } });
  show(<DamagedFilesNotice />);
  await waitFor(() => expect(core.calls).toHaveLength(1));
  expect(screen.queryByLabelText(appWords.damagedFiles)).toBeNull();
});

test('damaged files › the dialog says from what each is rebuilt, and the result', async () => {
  let files = [damaged('redis/desktop/schedules.json', 'previous'), damaged('port-registry.json', 'records')];
  const { user, dialog } = await openDialog(files, () => {
    files = [];
    return { folder: 'recovery/x', files: [{ file: 'schedules.json', how: 'previous', message: null }] };
  });
  expect(screen.getByLabelText(appWords.damagedFiles).textContent).toContain('2 state files were damaged');
  expect(dialog.textContent).toContain(appWords.willBeRebuilt.previous);
  expect(dialog.textContent).toContain(appWords.willBeRebuilt.records);
  await user.click(within(dialog).getByRole('button', { name: appWords.backUpAndRebuild }));
  expect(await screen.findByText(/schedules\.json: restored as it was/)).toBeTruthy();
  expect(rebuilds()).toBe(1);
});

test('one that cannot be rebuilt › its reason is an alert in the dialog, which stays', async () => {
  const file = 'clients/acme/redis.json';
  const { user, dialog } = await openDialog([damaged(file, 'records')], () => ({
    folder: 'recovery/x',
    files: [{ file, how: 'failed', message: 'acme has no redis.conf.' }],
  }));
  await user.click(within(dialog).getByRole('button', { name: appWords.backUpAndRebuild }));
  expect((await within(dialog).findByRole('alert')).textContent).toContain('acme has no redis.conf.');
});
