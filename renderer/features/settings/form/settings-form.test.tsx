import { screen, waitFor, within } from '@testing-library/react';
import { act } from 'react';
import { afterEach, describe, expect, test } from 'vitest';
import type { Setting, SettingsDocument } from '../../../../shared/contract/settings.ts';
import { fill, show } from '../../../../test/support/components/show.tsx';
import { PROGRAMS } from '../../../../test/support/runtime-kinds.ts';
import { discardDraft, draftOf, useDraft, want } from '../model/draft.ts';
import { SettingsForm } from './settings-form.tsx';
import { settingsSearch, settingsWhich } from './settings-search.ts';

afterEach(() =>
  act(() => {
    discardDraft('main');
    settingsSearch.set('');
    settingsWhich.set('all');
  }),
);

function setting(name: string, change: Partial<Setting> = {}): Setting {
  return {
    ...{ name, group: 'Memory', title: name, description: '', kind: 'text', unit: null, options: null },
    ...{ least: null, most: null, how: 'live', default: '', file: null, live: null, isSet: false, pending: false },
    ...{ editable: true, reason: null },
    ...change,
  };
}

const settings: readonly Setting[] = [
  setting('maxmemory', {
    title: 'Memory limit',
    kind: 'memory',
    default: '0',
    file: '100mb',
    live: '104857600',
    description: 'The most memory that keys may use.',
  }),
  setting('maxmemory-policy', {
    title: 'Eviction',
    kind: 'choice',
    options: ['noeviction', 'allkeys-lru', 'allkeys-lfu', 'volatile-ttl'],
    default: 'noeviction',
    live: 'noeviction',
  }),
  setting('timeout', {
    group: 'Network',
    title: 'Idle timeout',
    kind: 'integer',
    unit: 's',
    default: '0',
    file: '0',
    live: '60',
  }),
  setting('port', {
    group: 'Network',
    title: 'Port',
    kind: 'integer',
    file: '6380',
    editable: false,
    reason: 'Change it on the page of the instance.',
  }),
  setting('requirepass', { group: 'Security', title: 'Password', kind: 'secret', isSet: true }),
  setting('protected-mode', {
    group: 'Security',
    title: 'Protected mode',
    kind: 'yesno',
    default: 'yes',
    file: 'no',
    live: 'no',
  }),
  setting('lua-time-limit', { group: 'Scripts', title: 'Script limit', kind: 'integer', default: '5000' }),
];

const document: SettingsDocument = {
  ...{ id: 'main', runtime: PROGRAMS, running: true, version: '7.0.15', persistence: 'rdb', path: '~/redis.conf' },
  ...{ hash: 'h', text: '', settings: [...settings], drift: [], machineMemoryBytes: 8 * 1024 ** 3 },
};

function Form({
  problems = {},
  locked = false,
}: {
  readonly problems?: Record<string, string>;
  readonly locked?: boolean;
}) {
  return <SettingsForm document={document} draft={useDraft('main')} problems={problems} locked={locked} />;
}

const values = () => {
  const draft = draftOf('main');
  return draft.kind === 'form' ? draft.values : null;
};

describe('settings form › controls', () => {
  test('a size › is shown as typed in redis.conf, and a change becomes part of the draft', async () => {
    const { user } = show(<Form />);
    const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Memory limit (maxmemory)' });
    expect(field.value.toLowerCase().replace(' ', '')).toBe('100mb');
    await user.clear(field);
    await fill(user, field, '200mb');
    expect(values()).toEqual({ maxmemory: '200mb' });
    expect(field.value).toBe('200mb');
  });

  test('the same size in another notation › is no change', async () => {
    const { user } = show(<Form />);
    const field = screen.getByRole('textbox', { name: 'Memory limit (maxmemory)' });
    await user.clear(field);
    await fill(user, field, '104857600');
    expect(values()).toEqual({});
  });

  test('choice and switch › change the draft', async () => {
    const { user } = show(<Form />);
    await user.selectOptions(screen.getByRole('combobox', { name: 'Eviction (maxmemory-policy)' }), 'allkeys-lru');
    const toggle = screen.getByRole<HTMLInputElement>('switch', { name: 'Protected mode (protected-mode)' });
    expect(toggle.checked).toBe(false);
    await user.click(toggle);
    expect(values()).toEqual({ 'maxmemory-policy': 'allkeys-lru', 'protected-mode': 'yes' });
  });

  test('a change › shows the value before, and Reset removes it', async () => {
    const { user, container } = show(<Form />);
    act(() => want('main', { 'maxmemory-policy': 'allkeys-lru' }));
    expect(container.textContent).toContain('was noeviction');
    await user.click(screen.getByRole('button', { name: 'Reset maxmemory-policy' }));
    expect(values()).toEqual({});
    expect(container.textContent).not.toContain('was noeviction');
  });

  test('a secret › its value is never in the page', async () => {
    const { user, container } = show(<Form />);
    expect(screen.queryByRole('textbox', { name: /requirepass/ })).toBeNull();
    await user.click(screen.getByRole('button', { name: /Change/ }));
    const field = await screen.findByLabelText(/requirepass/, { selector: 'input' });
    expect(field.getAttribute('type')).toBe('password');
    await fill(user, field, 'hunter2');
    expect(values()).toEqual({ requirepass: 'hunter2' });
    expect(container.textContent).not.toContain('hunter2');
  });

  test('a setting that cannot be changed › its value and the reason', () => {
    const { container } = show(<Form />);
    expect(screen.queryByRole('textbox', { name: /Port/ })).toBeNull();
    expect(container.textContent).toContain('Change it on the page of the instance.');
  });

  test('file and server differ › the live value is shown', () => {
    const { container } = show(<Form />);
    expect(container.textContent).toContain('Live value: 60');
  });
});

describe('settings form › problems', () => {
  test('an invalid value › its reason at the field, and the field is marked', () => {
    show(<Form problems={{ maxmemory: 'maxmemory: "x" is not a size.' }} />);
    const field = screen.getByRole('textbox', { name: 'Memory limit (maxmemory)' });
    const alert = screen.getByRole('alert');
    expect(alert.textContent?.trim()).toBe('"x" is not a size.');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(field.getAttribute('aria-describedby')).toBe(alert.id);
  });

  test('locked › no control can be used', () => {
    show(<Form locked />);
    expect(screen.getByRole<HTMLFieldSetElement>('group', { name: 'Settings of main' }).disabled).toBe(true);
  });
});

describe('settings form › finding', () => {
  const shownNames = () =>
    settings.map(({ name }) => name).filter((name) => screen.queryByRole('button', { name: `About ${name}` }));

  test('a search › finds names, titles and descriptions by all words, and explains them', async () => {
    const { user, container } = show(<Form />);
    await fill(user, screen.getByRole('textbox', { name: /Search/ }), 'memory keys');
    await waitFor(() => expect(shownNames()).toEqual(['maxmemory']));
    expect(container.textContent).toContain('The most memory that keys may use.');
  });

  test('a search without a result › says what was searched', async () => {
    const { user } = show(<Form />);
    await fill(user, screen.getByRole('textbox', { name: /Search/ }), 'nonsense');
    expect(await screen.findByText('No settings match “nonsense”.')).toBeTruthy();
  });

  test('a search › also opens groups that are closed otherwise', async () => {
    const { user } = show(<Form />);
    await fill(user, screen.getByRole('textbox', { name: /Search/ }), 'script');
    await waitFor(() => expect(shownNames()).toEqual(['lua-time-limit']));
  });

  test('Changed › only the settings of the draft', async () => {
    const { user } = show(<Form />);
    act(() => want('main', { timeout: '30' }));
    await user.click(screen.getByRole('radio', { name: 'Changed 1' }));
    await waitFor(() => expect(shownNames()).toEqual(['timeout']));
    act(() => want('main', { timeout: undefined }));
    expect(await screen.findByText('No changes yet.')).toBeTruthy();
  });

  test('a description › opens and closes with its button', async () => {
    const { user, container } = show(<Form />);
    const about = screen.getByRole('button', { name: 'About maxmemory' });
    expect(container.textContent).not.toContain('The most memory that keys may use.');
    await user.click(about);
    expect(about.getAttribute('aria-expanded')).toBe('true');
    expect(container.textContent).toContain('The most memory that keys may use.');
    await user.click(within(about.parentElement ?? about).getByRole('button', { name: 'About maxmemory' }));
    expect(container.textContent).not.toContain('The most memory that keys may use.');
  });
});
