import { act, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import type { InstalledModule, ModulesPlan, ModulesState } from '../../../../shared/contract/modules.ts';
import { core, ended } from '../../../../test/support/components/fake-core.ts';
import { show } from '../../../../test/support/components/show.tsx';
import { PROGRAMS } from '../../../../test/support/runtime-kinds.ts';
import { fileTaker } from '../../../lib/file-taker.ts';
import * as modulesWords from '../words/modules.ts';
import { valuesList } from './module-columns.tsx';
import { ModulesPanel } from './modules-panel.tsx';

const ledger: InstalledModule = {
  ...{ name: 'ledger', version: 3, file: '/etc/ledger.so', here: '/etc/ledger.so', arguments: ['size', 'a b'] },
  ...{ origin: 'redis.conf', place: null, isLoaded: true, types: ['ledger-v1'] },
};
const search: InstalledModule = {
  ...ledger,
  name: 'search',
  file: '/opt/s.so',
  origin: 'image',
  types: [],
  arguments: [],
};
const values = { types: [{ type: 'ledger-v1', keys: 2 }], isComplete: true };
const state = (part: Partial<ModulesState> = {}): ModulesState => ({
  ...{ id: 'main', runtime: PROGRAMS, running: true, modules: [ledger, search], refusal: null, values },
  ...part,
});
const plan = (part: Partial<ModulesPlan> = {}): ModulesPlan => ({
  module: { name: 'ledger', version: 3, file: '/etc/ledger.so' },
  ...{ commands: ['ledger.get', 'ledger.set'], lost: [] },
  settings: {
    ...{ id: 'main', hash: 'h', risks: [], restart: true, recreate: false, safetyBackup: false, evicts: null },
    ...{ steps: [], before: '', after: '', diff: '', triedBy: null, access: null, changes: [] },
  },
  ...part,
});
const applied = (part: object) =>
  ended({ kind: 'modules', result: { entry: null, verified: true, state: state(), deletedKeys: 0, ...part } } as never);

beforeEach(() => core.reply({ modules: { state: () => state(), plan: () => plan() } }));

const inputs = (procedure: string) =>
  core.calls.filter((call) => call.procedure === procedure).map(({ input }) => input);

test('modules › a list › names, versions, types and arguments; one of an image cannot be unloaded', async () => {
  show(<ModulesPanel id="main" />);
  const [, first, second] = await screen.findAllByRole('row');
  for (const text of ['ledger', '3', 'ledger-v1', 'size "a b"', '/etc/ledger.so', modulesWords.ofRedisConf])
    expect(within(first as HTMLElement).getByText(text)).toBeTruthy();
  expect(within(second as HTMLElement).getByText(modulesWords.ofTheImage)).toBeTruthy();
  const button = (name: string) =>
    screen.getByRole<HTMLButtonElement>('button', { name: modulesWords.unloadNamed(name) });
  expect(button('ledger').disabled).toBe(false);
  expect(button('search')).toMatchObject({ disabled: true, title: modulesWords.whyFixed.image() });
  expect(screen.getByText(modulesWords.values(valuesList(values.types)))).toBeTruthy();
});

test('modules › none, stopped, and refused › said as such', async () => {
  core.reply({ modules: { state: () => state({ modules: [], values: null }) } });
  const { unmount } = show(<ModulesPanel id="main" />);
  expect(await screen.findByText(modulesWords.noneTitle('main'))).toBeTruthy();
  unmount();
  const unknown = { ...ledger, name: null, isLoaded: null };
  core.reply({ modules: { state: () => state({ running: false, modules: [unknown], values: null }) } });
  const stopped = show(<ModulesPanel id="acme" />);
  expect(await screen.findByText(modulesWords.stopped)).toBeTruthy();
  expect(screen.getByText('ledger.so')).toBeTruthy();
  stopped.unmount();
  core.reply({ modules: { state: () => state({ refusal: 'NOPERM', modules: [unknown] }) } });
  show(<ModulesPanel id="other" />);
  expect(await screen.findByText(modulesWords.refused('NOPERM'))).toBeTruthy();
});

test('modules › a path and arguments › are tried, then loaded', async () => {
  const { user } = show(<ModulesPanel id="main" />);
  await user.click(await screen.findByRole('button', { name: modulesWords.load }));
  const dialog = await screen.findByRole('dialog');
  const confirm = () => within(dialog).getByRole<HTMLButtonElement>('button', { name: modulesWords.loadIt });
  expect(confirm().disabled).toBe(true);
  await user.type(within(dialog).getByLabelText(modulesWords.orPath), '/opt/ledger.so');
  await user.type(within(dialog).getByLabelText(modulesWords.arguments_), 'size 10');
  await waitFor(() => expect(dialog.textContent).toContain('ledger, version 3'));
  expect(dialog.textContent).toContain(modulesWords.itsCommands('ledger.get, ledger.set'));
  const request = { kind: 'load', from: { path: '/opt/ledger.so' }, arguments: 'size 10' };
  await waitFor(() => expect(inputs('modules.plan').at(-1)).toEqual({ id: 'main', request }));
  core.reply({ modules: { apply: () => applied({ module: plan().module }) } });
  await waitFor(() => expect(confirm().disabled).toBe(false));
  await user.click(confirm());
  await waitFor(() => expect(inputs('modules.apply')).toEqual([{ id: 'main', request, confirmed: true }]));
});

test('modules › a refused file › its reason, and nothing to confirm', async () => {
  core.reply({
    modules: {
      plan: () => {
        throw new Error('ledger.so is built for arm64.');
      },
    },
  });
  const { user } = show(<ModulesPanel id="main" />);
  await user.click(await screen.findByRole('button', { name: modulesWords.load }));
  await user.type(await screen.findByLabelText(modulesWords.orPath), '/opt/ledger.so');
  expect(await screen.findByRole('status')).toBeTruthy();
  expect(screen.getByRole('button', { name: modulesWords.loadIt })).toHaveProperty('disabled', true);
});

test('modules › a dropped file › opens the dialog with it', async () => {
  show(<ModulesPanel id="main" />);
  await screen.findAllByRole('row');
  expect(fileTaker.get()?.words).toBe(modulesWords.dropToLoad('main'));
  act(() => fileTaker.get()?.take([new File(['x'], 'dropped.so')]));
  const dialog = await screen.findByRole('dialog');
  expect(dialog.textContent).toContain('dropped.so');
  expect(dialog.textContent).toContain('--load dropped.so');
});

test('modules › unload › says which keys are lost before it asks', async () => {
  core.reply({ modules: { plan: () => plan({ lost: values.types }) } });
  const { user } = show(<ModulesPanel id="main" />);
  await user.click(await screen.findByRole('button', { name: modulesWords.unloadNamed('ledger') }));
  const dialog = await screen.findByRole('dialog');
  await waitFor(() => expect(dialog.textContent).toContain(modulesWords.loses(valuesList(values.types))));
  expect(dialog.textContent).toContain('--action modules --unload ledger --yes yes');
  core.reply({ modules: { apply: () => applied({ module: plan().module, deletedKeys: 2 }) } });
  await user.click(within(dialog).getByRole('button', { name: modulesWords.unloadIt }));
  const request = { kind: 'unload', name: 'ledger' };
  await waitFor(() => expect(inputs('modules.apply')).toEqual([{ id: 'main', request, confirmed: true }]));
});
