import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PreferenceState } from '../../../shared/contract/preference.ts';
import { definitionOf, preferenceNames } from '../../../shared/contract/preference-table.ts';
import { core } from '../../../test/support/components/fake-core.ts';
import { show } from '../../../test/support/components/show.tsx';
import { justInstalled } from '../instances/page/just-installed.tsx';
import { Tour } from './tour.tsx';
import * as summaryWords from './words.ts';

let seen: boolean;
const items = (): PreferenceState[] =>
  preferenceNames.map((name) => ({
    ...{ name, from: 'default', variable: null, honoured: true, problem: null },
    value: name === 'seen-tour' ? seen : definitionOf(name).initial,
  }));

beforeEach(() => {
  seen = false;
  core.reply({
    preferences: {
      list: () => ({ items: items(), locked: null }),
      save: (changes) => {
        seen = changes['seen-tour'] === true;
        return { items: items(), locked: null };
      },
    },
    app: {
      info: () => ({
        ...{ name: 'App', version: '1.2.3', face: 'browser', home: '~/.vrooli', platform: 'linux' },
        terminalCommand: 'manage.sh',
      }),
    },
  });
});
afterEach(() => act(() => justInstalled.set(false)));

const title = () => screen.queryByRole('heading', { name: summaryWords.tour });

test('tour › without a first installation › is not shown', async () => {
  show(<Tour />);
  await waitFor(() => expect(core.calls.length).toBeGreaterThan(0));
  expect(title()).toBeNull();
});

test('tour › after the first installation › three cards, until dismissed for all clients', async () => {
  justInstalled.set(true);
  const { user } = show(<Tour />);
  await screen.findByRole('heading', { name: summaryWords.tour });
  expect(screen.getAllByRole('listitem')).toHaveLength(3);
  await user.click(screen.getByRole('button', { name: summaryWords.tourDismiss }));
  await waitFor(() => expect(title()).toBeNull());
  const saved = core.calls.find(({ procedure }) => procedure === 'preferences.save');
  expect(saved?.input).toEqual({ 'seen-tour': true, 'seen-version': '1.2.3' });
});

test('tour › dismissed before › does not return with the next installation', async () => {
  seen = true;
  justInstalled.set(true);
  show(<Tour />);
  await waitFor(() => expect(core.calls.length).toBeGreaterThan(0));
  expect(title()).toBeNull();
});
