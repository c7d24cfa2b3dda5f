import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { showStatuses } from '../../../test/support/components/live-statuses.ts';
import { show } from '../../../test/support/components/show.tsx';
import { someStatus } from '../../../test/support/some-status.ts';
import { ShownInstance } from './shown-instance.tsx';
import * as summaryWords from './words.ts';

const page = (id: string) => show(<ShownInstance id={id}>{({ id: shown }) => <p>page of {shown}</p>}</ShownInstance>);

test('page of an instance › main is not installed › offers to install it; nothing was deleted', async () => {
  await showStatuses();
  page('main');
  expect(await screen.findByText(summaryWords.installItInOneClickData)).toBeTruthy();
});

test('page of an instance › a tenant that does not exist › says that it may have been deleted', async () => {
  await showStatuses(someStatus('main'));
  page('acme-corp');
  expect(await screen.findByText(summaryWords.mayHaveBeenDeleted)).toBeTruthy();
});

test('page of an instance › an instance that exists › its page', async () => {
  await showStatuses(someStatus('acme-corp'));
  page('acme-corp');
  expect(await screen.findByText('page of acme-corp')).toBeTruthy();
});
