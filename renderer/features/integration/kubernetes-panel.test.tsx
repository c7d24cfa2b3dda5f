import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { KubernetesExport } from '../../../shared/contract/kubernetes.ts';
import { core, failure } from '../../../test/support/components/fake-core.ts';
import { fill, show } from '../../../test/support/components/show.tsx';
import { someStatus } from '../../../test/support/some-status.ts';
import { connection } from '../../client/api.ts';
import { KubernetesPanel } from './kubernetes-panel.tsx';
import * as integrationWords from './words.ts';

const connected = connection.get();
const inputs = () => core.calls.filter(({ procedure }) => procedure === 'kubernetes.export').map(({ input }) => input);
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
const exported = (includePassword: boolean): KubernetesExport => ({
  ...{ id: 'acme', name: 'redis-acme', namespace: null, image: 'redis:7-alpine', file: 'redis-acme.yaml' },
  containsPassword: includePassword,
  notes: [{ subject: 'bind', text: 'bind: Left out.' }],
  yaml: includePassword ? 'password: hunter2\n' : 'password: CHANGE-ME\n',
});

/** The clipboard that `user-event` provides. */
const copied = () => navigator.clipboard.readText();

beforeEach(() => core.reply({ kubernetes: { export: ({ includePassword }) => exported(includePassword === true) } }));
afterEach(() => act(() => connection.set(connected)));

const open = (change: Parameters<typeof someStatus>[1] = { passwordSet: true }) =>
  show(<KubernetesPanel instance={someStatus('acme', change)} />);

test('Kubernetes › shown › the manifests without the password, and what differs', async () => {
  const { user } = open();
  expect(inputs()).toEqual([]);
  await user.click(button(integrationWords.showManifests));
  expect(await screen.findByText(/CHANGE-ME/)).toBeTruthy();
  expect(screen.getByText('bind: Left out.')).toBeTruthy();
  expect(inputs()).toMatchObject([{ includePassword: false, id: 'acme', namespace: null, storage: null }]);
});

test('Kubernetes › namespace and volume › in the request and in the CLI command', async () => {
  const { user } = open();
  await fill(user, field(integrationWords.namespace), ' shop ');
  await fill(user, field(integrationWords.dataVolume), '20Gi');
  await user.keyboard('{Enter}');
  await screen.findByText(/CHANGE-ME/);
  expect(inputs()).toMatchObject([{ includePassword: false, id: 'acme', namespace: 'shop', storage: '20Gi' }]);
  expect(document.body.textContent).toContain('--namespace shop --storage 20Gi --output redis-acme.yaml');
});

test.each([
  [integrationWords.namespace, 'Shop_1', integrationWords.enterANamespace],
  [integrationWords.dataVolume, '10GB', integrationWords.enterAVolumeSize],
])('Kubernetes › %s %s › one sentence, and nothing is asked, not even by Enter', async (name, value, sentence) => {
  const { user } = open();
  await fill(user, field(name), value);
  expect(screen.getByText(sentence)).toBeTruthy();
  await user.keyboard('{Enter}');
  expect(button(integrationWords.showManifests).disabled).toBe(true);
  expect(inputs()).toEqual([]);
});

test('Kubernetes › copy › the shown text; with the switch, the one with the password, which stays hidden', async () => {
  const { user } = open();
  await user.click(button(integrationWords.showManifests));
  await screen.findByText(/CHANGE-ME/);
  await user.click(button(`Copy ${integrationWords.theManifests}`));
  await waitFor(async () => expect(await copied()).toBe('password: CHANGE-ME\n'));
  await user.click(screen.getByRole('switch'));
  await user.click(button(`Copy ${integrationWords.theManifests}`));
  await waitFor(async () => expect(await copied()).toBe('password: hunter2\n'));
  expect(inputs().at(-1)).toMatchObject({ id: 'acme', namespace: null, storage: null, includePassword: true });
  expect(document.body.textContent).not.toContain('hunter2');
  expect(document.body.textContent).toContain('--include-password yes');
});

test('Kubernetes › save › a file of the name that the core gives', async () => {
  const names: string[] = [];
  const url = { createObjectURL: () => 'blob:x', revokeObjectURL: () => undefined };
  vi.stubGlobal('URL', Object.assign(class extends URL {}, url));
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    names.push(this.download);
  });
  const { user } = open();
  await user.click(button(integrationWords.showManifests));
  await user.click(await screen.findByRole('button', { name: integrationWords.saveFileName('redis-acme.yaml') }));
  await waitFor(() => expect(names).toEqual(['redis-acme.yaml']));
  click.mockRestore();
});

test('Kubernetes › no password, or not installed › no switch, or no button', () => {
  const { unmount } = open({ passwordSet: false });
  expect(screen.queryByRole('switch')).toBeNull();
  unmount();
  open({ state: 'missing' });
  expect(button(integrationWords.showManifests).disabled).toBe(true);
  expect(document.body.textContent).toContain(integrationWords.installIdToExportIt('acme'));
});

test('Kubernetes › the core refuses › the reason and Try again', async () => {
  core.reply({
    kubernetes: {
      export: () => {
        throw failure('NOT_FOUND', 'acme has no redis.conf.', { what: 'instance', id: 'acme' });
      },
    },
  });
  const { user } = open();
  await user.click(button(integrationWords.showManifests));
  expect((await screen.findByRole('alert')).textContent).toContain('acme has no redis.conf.');
});

test('Kubernetes › disconnected › the text stays, and the password cannot be fetched', async () => {
  const { user } = open();
  await user.click(button(integrationWords.showManifests));
  await screen.findByText(/CHANGE-ME/);
  await user.click(screen.getByRole('switch'));
  act(() => connection.set({ state: 'reconnecting', since: 0 }));
  expect(screen.getByText(/CHANGE-ME/)).toBeTruthy();
  expect(button(integrationWords.showManifests).disabled).toBe(true);
  expect(button(integrationWords.saveFileName('redis-acme.yaml')).disabled).toBe(true);
});
