import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { core } from '../../../../test/support/components/fake-core.ts';
import { showStatuses } from '../../../../test/support/components/live-statuses.ts';
import { show } from '../../../../test/support/components/show.tsx';
import { someStatus } from '../../../../test/support/some-status.ts';
import { badgeWords } from '../../../components/feedback/badge-state.ts';
import { SourcePicker } from './source-picker.tsx';

test('source picker › an instance whose engine is away › has the words of its badge', async () => {
  core.reply({ backups: { list: () => [] } });
  const problem = { code: 'ENGINE_UNREACHABLE', message: 'No engine.', fix: null, since: null } as const;
  await showStatuses(someStatus('main', { state: 'unhealthy', problem }), someStatus('shop', { state: 'unhealthy' }));
  const { user } = show(<SourcePicker source={{ kind: 'instance', instance: 'main' }} fileName={null} />);
  await user.click(screen.getByRole('combobox'));
  const texts = (await screen.findAllByRole('option')).map(({ textContent }) => textContent);
  expect(texts[0]).toContain(badgeWords['engine-unreachable'].toLowerCase());
  expect(texts[1]).toContain(badgeWords.unhealthy.toLowerCase());
});
