import { Menu } from '@mantine/core';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { AppInfo } from '../../../shared/contract/app.ts';
import type { Operation } from '../../../shared/contract/operations.ts';
import { core, ended, failure } from '../../../test/support/components/fake-core.ts';
import { show } from '../../../test/support/components/show.tsx';
import { goodVerification, someBackup } from '../../../test/support/some-backup.ts';
import { OperationError } from '../../client/errors.ts';
import { CommandLine } from '../form/command-line.tsx';
import { CopyButton } from '../form/copy-button.tsx';
import * as formWords from '../form/words.ts';
import { Drawer } from '../layout/drawer.tsx';
import { FilterBar, FilterChoice } from '../table/filter-bar.tsx';
import { FindField } from '../table/find-field.tsx';
import * as tableWords from '../table/words.ts';
import { badgeWords } from './badge-state.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { ErrorState, logLines } from './error-state.tsx';
import { FailureBox } from './failure-box.tsx';
import { OperationProgress } from './operation-progress.tsx';
import { StateBadge } from './state-badge.tsx';
import { VerificationBadge } from './verification-badge.tsx';
import * as feedbackWords from './words.ts';

const someApp: AppInfo = {
  name: 'Vrooli Redis',
  version: '1.0.0',
  face: 'desktop',
  home: '~/.vrooli',
  platform: 'linux',
  terminalCommand: '/opt/vrooli redis/manage.sh',
};
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
type Confirm = Parameters<typeof ConfirmDialog>[0]['onConfirm'];

function ask(onConfirm: Confirm, more: Partial<Parameters<typeof ConfirmDialog>[0]> = {}) {
  const onClose = vi.fn();
  const dialog = (change: Partial<Parameters<typeof ConfirmDialog>[0]> = {}) => (
    <ConfirmDialog
      opened
      onClose={onClose}
      title="Do it?"
      confirmLabel="Do"
      onConfirm={onConfirm}
      {...more}
      {...change}
    >
      What is lost.
    </ConfirmDialog>
  );
  return { onClose, dialog, ...show(dialog()) };
}

/** A dialog that is loaded on first use, so that it mounts open, as {@link ConfirmDialog} or {@link Drawer}. */
function Opener({ as }: { readonly as: 'dialog' | 'drawer' }) {
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  return (
    <>
      <button type="button" onClick={() => setOpened(true)}>
        Open
      </button>
      {opened && as === 'drawer' && (
        <Drawer title="Pane" onClose={close}>
          <input aria-label="Field" />
        </Drawer>
      )}
      {opened && as === 'dialog' && (
        <ConfirmDialog opened onClose={close} title="Do it?" confirmLabel="Do" onConfirm={async () => undefined}>
          What is lost.
        </ConfirmDialog>
      )}
    </>
  );
}

describe('dialogs that mount open › focus', () => {
  test.each(['dialog', 'drawer'] as const)('%s › Escape returns it to the button that opened it', async (as) => {
    const { user } = show(<Opener as={as} />);
    await user.click(button('Open'));
    const dialog = await screen.findByRole('dialog');
    await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(button('Open')));
  });

  test('opened from a menu, which closes › Escape returns it to the button of the menu', async () => {
    function WithMenu() {
      const [opened, setOpened] = useState(false);
      return (
        <>
          <Menu>
            <Menu.Target>
              <button type="button">More</button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => setOpened(true)}>Do it…</Menu.Item>
            </Menu.Dropdown>
          </Menu>
          {opened && (
            <Drawer title="Pane" onClose={() => setOpened(false)}>
              <input aria-label="Field" />
            </Drawer>
          )}
        </>
      );
    }
    const { user } = show(<WithMenu />);
    await user.click(button('More'));
    const item = await screen.findByRole('menuitem', { name: 'Do it…' });
    item.focus();
    await user.keyboard('{Enter}');
    const field = await screen.findByLabelText('Field');
    await waitFor(() => expect(field.closest('[role="dialog"]')?.contains(document.activeElement)).toBe(true));
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(button('More')));
  });

  test('a disabled action › starts at Cancel instead of behind the dialog', async () => {
    ask(async () => undefined, { blocked: '' });
    await waitFor(() => expect(document.activeElement).toBe(button(feedbackWords.cancel)));
  });

  test('a dialog › its head is no second banner of the page', async () => {
    ask(async () => undefined);
    await screen.findByRole('dialog');
    expect(screen.queryAllByRole('banner')).toEqual([]);
  });
});

describe('confirm dialog › Enter', () => {
  test('harmless action › runs once and closes', async () => {
    const run = vi.fn(async () => undefined);
    const { user, onClose } = ask(run);
    await waitFor(() => expect(document.activeElement).toBe(button('Do')));
    await user.keyboard('{Enter}');
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
    expect(run).toHaveBeenCalledOnce();
  });

  test('destructive action › Cancel has the focus, so that nothing runs', async () => {
    const run = vi.fn(async () => undefined);
    const { user, onClose } = ask(run, { destructive: true });
    await waitFor(() => expect(document.activeElement).toBe(button(feedbackWords.cancel)));
    await user.keyboard('{Enter}');
    expect(onClose).toHaveBeenCalledOnce();
    expect(run).not.toHaveBeenCalled();
  });

  test.each(['', 'The reason.'])('blocked by %j › neither the button nor the form runs it', async (blocked) => {
    const run = vi.fn(async () => undefined);
    ask(run, { blocked });
    expect(button('Do').disabled).toBe(true);
    fireEvent.submit(button('Do').closest('form') as HTMLFormElement);
    expect(run).not.toHaveBeenCalled();
    expect(screen.queryByRole('status')?.textContent ?? '').toBe(blocked);
  });
});

describe('confirm dialog › while it runs', () => {
  test('a second Enter › does not run it again; Cancel becomes Close, as it does not cancel', async () => {
    const run = vi.fn(() => new Promise(() => undefined));
    const { onClose } = ask(run);
    const form = button('Do').closest('form') as HTMLFormElement;
    fireEvent.submit(form);
    fireEvent.submit(form);
    await waitFor(() => expect(screen.queryByText(feedbackWords.cancel)).toBeNull());
    expect(screen.getByText(feedbackWords.close)).toBeTruthy();
    expect(run).toHaveBeenCalledOnce();
    expect(onClose).not.toHaveBeenCalled();
  });

  test('an operation › its steps are shown', async () => {
    const running = ended({
      kind: 'start',
      state: 'running',
      steps: [],
      fraction: 0.4,
      finishedAt: null,
    } as never) as Operation;
    ask((onOperation) => {
      onOperation(running);
      return new Promise(() => undefined);
    });
    fireEvent.click(button('Do'));
    expect(await screen.findByText('40 %')).toBeTruthy();
  });
});

describe('confirm dialog › failure', () => {
  test('failure › the sentence, and Try again runs it again without the old failure', async () => {
    const run = vi
      .fn<Confirm>()
      .mockRejectedValueOnce(new Error('The disk is full.'))
      .mockImplementation(() => new Promise(() => undefined));
    const { user, onClose } = ask(run);
    await user.click(button('Do'));
    expect((await screen.findByRole('alert')).textContent).toBe('The disk is full.');
    await user.click(button(feedbackWords.tryAgain));
    expect(run).toHaveBeenCalledTimes(2);
    expect(screen.queryByRole('alert')).toBeNull();
    expect(onClose).not.toHaveBeenCalled();
  });

  test('failure of the start of a server › with the last lines of its log', async () => {
    const { user } = ask(async () => {
      throw new OperationError('START_FAILED', 'main exited.', { log: ['# Bad directive', '# Aborting'] });
    });
    await user.click(button('Do'));
    expect((await screen.findByRole('alert')).textContent).toContain('# Bad directive\n# Aborting');
  });

  test('an exception before anything was asked, not a promise › is shown like any other', async () => {
    const { user } = ask(() => {
      throw new Error('Enter a name.');
    });
    await user.click(button('Do'));
    expect((await screen.findByRole('alert')).textContent).toBe('Enter a name.');
  });

  test('the operation was cancelled › closes, as that is no failure', async () => {
    const { user, onClose } = ask(async () => {
      throw new OperationError('CANCELLED', 'Cancelled.', undefined);
    });
    await user.click(button('Do'));
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('opened again › without the failure from before', async () => {
    const { user, dialog, rerender } = ask(async () => {
      throw new Error('The disk is full.');
    });
    await user.click(button('Do'));
    await screen.findByRole('alert');
    rerender(dialog({ opened: false }));
    rerender(dialog({ opened: true }));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    expect(button('Do')).toBeTruthy();
  });
});

describe('operation progress', () => {
  const waiting = { asked: 'to save', since: '2026-11-20T10:00:00.000Z', lost: '3 changes are lost.' };
  const operation = (change: Partial<Operation>) =>
    ({
      ...(ended({
        kind: 'stop',
        title: 'Stop main',
        state: 'running',
        cancellable: true,
        fraction: null,
      } as never) as object),
      ...change,
    }) as Operation;

  test('unknown progress › no percentage, and Cancel asks the core', async () => {
    core.reply({ operations: { cancel: () => operation({}) } });
    const { user } = show(<OperationProgress operation={operation({})} />);
    expect(screen.getByText('—')).toBeTruthy();
    await user.click(button(feedbackWords.cancel));
    await waitFor(() => expect(core.calls).toContainEqual({ procedure: 'operations.cancel', input: { id: 'op-1' } }));
  });

  test('cancel fails › a message with the reason and Try again', async () => {
    core.reply({
      operations: {
        cancel: () => {
          throw failure('NOT_FOUND', 'The operation has ended.', { what: 'operation', id: 'op-1' });
        },
      },
    });
    const { user } = show(<OperationProgress operation={operation({})} />);
    await user.click(button(feedbackWords.cancel));
    expect(await screen.findByText('The operation has ended.')).toBeTruthy();
  });

  test('ended, or not cancellable › no Cancel', () => {
    const { rerender } = show(<OperationProgress operation={operation({ cancellable: false })} />);
    expect(screen.queryByRole('button', { name: feedbackWords.cancel })).toBeNull();
    rerender(<OperationProgress operation={operation({ state: 'succeeded' })} />);
    expect(screen.queryByRole('button', { name: feedbackWords.cancel })).toBeNull();
    expect(screen.getByText('100 %')).toBeTruthy();
  });

  test('a server that does not answer › what a kill loses; the first click only asks, and Keep waiting has the focus', async () => {
    core.reply({ operations: { stopWaiting: () => operation({}) } });
    const { user } = show(<OperationProgress operation={operation({ waiting })} />);
    expect(screen.getByRole('status').textContent).toContain('3 changes are lost.');
    await user.click(button(feedbackWords.stopWaitingAndKill));
    await waitFor(() => expect(document.activeElement).toBe(button(feedbackWords.keepWaiting)));
    await user.keyboard('{Enter}');
    expect(core.calls.some(({ procedure }) => procedure === 'operations.stopWaiting')).toBe(false);
    await user.click(button(feedbackWords.stopWaitingAndKill));
    await user.click(button(feedbackWords.killInstance('main')));
    await waitFor(() =>
      expect(core.calls).toContainEqual({ procedure: 'operations.stopWaiting', input: { id: 'op-1' } }),
    );
  });

  test('a log › opens and closes', async () => {
    const log = [{ at: '2026-11-20T10:00:00.000Z', text: 'Saved the data.' }];
    const { user } = show(<OperationProgress operation={operation({ log } as Partial<Operation>)} />);
    expect(screen.queryByText(/Saved the data/)).toBeNull();
    await user.click(button(feedbackWords.showLog));
    expect(screen.getByText(/Saved the data/)).toBeTruthy();
    expect(button(feedbackWords.hideLog).getAttribute('aria-expanded')).toBe('true');
  });
});

describe('errors', () => {
  test('logLines › anything else than a list of lines › none', () => {
    for (const data of [undefined, null, 'log', { log: [] }, { log: 'x' }, {}]) expect(logLines(data)).toBeNull();
    expect(logLines({ log: ['a', 2] })).toBe('a\n2');
  });

  test('ErrorState › the reason and Try again, as an alert', async () => {
    const retry = vi.fn();
    const error = failure('NOT_FOUND', 'There is no instance "x".', { what: 'instance', id: 'x' });
    const { user } = show(<ErrorState title="Could not read it" error={error} onRetry={retry} wholePage />);
    expect(screen.getByRole('alert').textContent).toContain('There is no instance "x".');
    expect(screen.getByRole('heading', { level: 1, name: 'Could not read it' })).toBeTruthy();
    await user.click(button(feedbackWords.tryAgain));
    expect(retry).toHaveBeenCalledOnce();
  });

  test('FailureBox › no error › only its text', () => {
    show(<FailureBox>Only this.</FailureBox>);
    expect(screen.getByRole('alert').textContent).toBe('Only this.');
  });
});

describe('badges', () => {
  test('states › all › differ by word and by shape, not only by colour', () => {
    const states = Object.keys(badgeWords) as (keyof typeof badgeWords)[];
    const { container } = show(
      <>
        {states.map((status) => (
          <StateBadge key={status} status={status} />
        ))}
      </>,
    );
    expect(new Set(states.map((status) => badgeWords[status])).size).toBe(states.length);
    const shapes = [...container.querySelectorAll('svg')].map(({ innerHTML }) => innerHTML);
    // A missing instance and an unknown state are both "nothing is there".
    expect(new Set(shapes).size).toBeGreaterThanOrEqual(states.length - 1);
  });

  test('verification › running › says so instead of the last result', () => {
    const backup = someBackup('a', '2026-11-20T10:00:00.000Z', { proof: goodVerification });
    const { rerender } = show(<VerificationBadge backup={backup} running />);
    expect(screen.getByText(feedbackWords.verifying)).toBeTruthy();
    rerender(<VerificationBadge backup={{ ...backup, damaged: true, damage: 'It is empty.' }} />);
    expect(screen.getByText('Damaged')).toBeTruthy();
    expect(document.querySelector('[title="It is empty."]')).not.toBeNull();
  });
});

describe('copying', () => {
  beforeEach(() => core.reply({ app: { info: () => someApp } }));
  /** The clipboard that the page has in a test. */
  const copied = () => navigator.clipboard.readText();

  test('copy › a text that is fetched on click › not before', async () => {
    const value = vi.fn(async () => 'secret');
    show(<CopyButton value={value} what="the URL" withLabel />);
    expect(value).not.toHaveBeenCalled();
    fireEvent.click(button(formWords.copyWhat('the URL')));
    await screen.findByText(formWords.copied);
    expect(await copied()).toBe('secret');
    expect(value).toHaveBeenCalledOnce();
  });

  test('copy › the browser denies it › a message says what to do, and no check mark', async () => {
    show(<CopyButton value="x" what="the URL" withLabel />);
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValueOnce(new DOMException('denied', 'NotAllowedError'));
    fireEvent.click(button(formWords.copyWhat('the URL')));
    expect(await screen.findByText(/denied access to the clipboard/)).toBeTruthy();
    expect(screen.queryByText(formWords.copied)).toBeNull();
  });

  test('copy › blocked › nothing is copied, and the reason can be reached', () => {
    show(<CopyButton value="x" what="the URL" blocked="Unavailable." />);
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockClear();
    fireEvent.click(button(formWords.copyWhat('the URL')));
    expect(write).not.toHaveBeenCalled();
    expect(button(formWords.copyWhat('the URL')).getAttribute('aria-disabled')).toBe('true');
  });

  test('CLI command › shown short, copied with the full path of the script, quoted', async () => {
    show(<CommandLine line="manage.sh --action status" />);
    expect(document.querySelector('code')?.textContent).toBe('manage.sh --action status');
    await waitFor(async () => {
      fireEvent.click(button(formWords.copyWhat(formWords.theCliCommand)));
      expect(await copied()).toBe("'/opt/vrooli redis/manage.sh' --action status");
    });
  });

  test('CLI command › wrapped › the same text, so that a selection copies it whole', () => {
    show(<CommandLine wrap line="manage.sh --action cli --command 'a  b'" />);
    expect(document.querySelector('code')?.textContent).toBe("manage.sh --action cli --command 'a  b'");
  });
});

describe('find field and filters', () => {
  function Search() {
    const [text, setText] = useState('');
    const [closed, setClosed] = useState(false);
    if (closed) return <p>closed</p>;
    return (
      <Drawer title="Settings" onClose={() => setClosed(true)}>
        <FindField label="Find a setting" value={text} onChange={setText} />
      </Drawer>
    );
  }

  test('Escape › with a text › clears it and keeps the drawer; without one › closes the drawer', async () => {
    const { user } = show(<Search />);
    const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Find a setting' });
    await user.click(field);
    await user.paste('max');
    await user.keyboard('{Escape}');
    expect(field.value).toBe('');
    expect(screen.queryByText('closed')).toBeNull();
    await user.keyboard('{Escape}');
    expect(await screen.findByText('closed')).toBeTruthy();
  });

  test('filter bar › nothing set › no Show all; set › the number found and a way back', async () => {
    const onShowAll = vi.fn();
    const bar = (showAll: (() => void) | null) => (
      <FilterBar
        label="Filter backups"
        find={{ label: 'Search', value: '', onChange: vi.fn() }}
        found="2 of 9"
        onShowAll={showAll}
      >
        {null}
      </FilterBar>
    );
    const { user, rerender } = show(bar(null));
    expect(screen.queryByText('2 of 9')).toBeNull();
    rerender(bar(onShowAll));
    expect(within(screen.getByLabelText('Filter backups')).getByText('2 of 9')).toBeTruthy();
    await user.click(button(tableWords.showAll));
    expect(onShowAll).toHaveBeenCalledOnce();
  });

  test('filter choice › chosen › the value, not its words', async () => {
    const onChange = vi.fn();
    const words: Record<'a' | 's', string> = { a: 'Archive', s: 'Snapshot' };
    const { user } = show(<FilterChoice label="Kind" words={words} value={null} onChange={onChange} />);
    await user.click(screen.getByRole('combobox', { name: tableWords.filterByName('kind') }));
    await user.click(await screen.findByRole('option', { name: 'Snapshot' }));
    expect(onChange).toHaveBeenLastCalledWith('s');
    await act(async () => undefined);
  });
});
