import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { core } from '../../../test/support/components/fake-core.ts';
import { show } from '../../../test/support/components/show.tsx';
import * as appWords from '../words.ts';
import { WhatsNewNotice } from './whats-new-notice.tsx';

function seenBefore(version: string): void {
  const state = { name: 'seen-version', from: 'chosen', variable: null, honoured: true, problem: null } as const;
  let value = version;
  const list = () => ({ items: [{ ...state, value }], locked: null });
  core.reply({
    preferences: {
      list,
      save: (changes) => {
        value = String(changes['seen-version']);
        return list();
      },
    },
    app: {
      info: () => ({
        ...{ name: 'App', version: '1.2.0', face: 'browser', home: '~/.vrooli', platform: 'linux' },
        terminalCommand: 'manage.sh',
      }),
    },
  });
}

test('an update › is announced once, with both versions', async () => {
  seenBefore('1.1.0');
  const { user } = show(<WhatsNewNotice />);
  expect(await screen.findByText(appWords.updatedTo('1.2.0', '1.1.0'))).toBeTruthy();
  await user.click(screen.getByRole('button', { name: appWords.closeThisNotice }));
  await waitFor(() => expect(screen.queryByText(appWords.updatedTo('1.2.0', '1.1.0'))).toBeNull());
});

test.each(['', '1.2.0'])('seen before: "%s" › nothing is announced', async (version) => {
  seenBefore(version);
  show(<WhatsNewNotice />);
  await waitFor(() => expect(core.calls.length).toBe(2));
  expect(screen.queryByLabelText(appWords.whatsNew)).toBeNull();
});
