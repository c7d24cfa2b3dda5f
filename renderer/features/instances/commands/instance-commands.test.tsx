import { screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { InstanceStatus, Problem } from '../../../../shared/contract/instance.ts';
import { core, ended, failure } from '../../../../test/support/components/fake-core.ts';
import { show } from '../../../../test/support/components/show.tsx';
import { commandOf, offerOf, someContext } from '../../../../test/support/components/some-context.ts';
import { someStatus } from '../../../../test/support/some-status.ts';
import { busyWith, instanceFlag } from './instance-commands.ts';
import { killDialog } from './kill-dialog-state.ts';
import { passwordDialog } from './password-dialog-state.ts';
import { stopAsked } from './stop-dialog-state.ts';
import { tlsDialog } from './tls-dialog-state.ts';
import { uninstallDialog } from './uninstall-dialog-state.ts';

const dialogs = { killDialog, passwordDialog, tlsDialog, uninstallDialog };

afterEach(() => {
  for (const dialog of Object.values(dialogs)) dialog.set(null);
  stopAsked.set(null);
});

const tenant = someStatus('shop');
const offline = /while disconnected|unavailable/i;

describe('busy', () => {
  test('nothing runs on it › can start an operation', () => {
    expect(busyWith(someContext(tenant))).toBeNull();
  });

  test('an operation runs on another instance › can start one', () => {
    expect(busyWith({ ...someContext(tenant), operations: [running('main')] })).toBeNull();
  });

  test('an operation has ended › can start one', () => {
    expect(busyWith({ ...someContext(tenant), operations: [{ ...running('shop'), state: 'failed' }] })).toBeNull();
  });

  test('an operation runs on it › its title', () => {
    expect(busyWith({ ...someContext(tenant), operations: [running('shop')] })).toContain('Back up shop');
  });

  test('disconnected, or its engine is unreachable › says which', () => {
    expect(busyWith({ ...someContext(tenant), connected: false })).toMatch(offline);
    expect(busyWith(someContext(withProblem('ENGINE_UNREACHABLE')))).toMatch(/reach|respond/i);
  });
});

test.each([
  [undefined, null],
  ['main', null],
  ['shop', 'shop'],
])('the flag of %s › %s, because main is the default', (id, instance) => {
  expect(instanceFlag(id)).toEqual({ instance });
});

describe('which commands are offered', () => {
  test.each([
    ['running', ['stop', 'restart']],
    ['starting', ['stop', 'restart']],
    ['unhealthy', ['stop', 'restart']],
    ['stopped', ['start']],
    ['missing', ['start']],
  ] as const)('a %s server › %o', (state, offered) => {
    const given = someContext(someStatus('shop', { state }));
    const verbs = ['start', 'stop', 'restart'].filter((verb) => offerOf(`instance.${verb}`, given) === true);
    expect(verbs).toEqual(offered);
  });

  test('an operation runs on it › start is disabled with the reason, stop stays hidden', () => {
    const given = { ...someContext(someStatus('shop', { state: 'stopped' })), operations: [running('shop')] };
    expect(offerOf('instance.start', given)).toContain('Back up shop');
    expect(offerOf('instance.stop', given)).toBe(false);
  });

  test('kill › offered for an unresponsive server only', () => {
    expect(offerOf('instance.kill', someContext(tenant))).toBe(false);
    expect(offerOf('instance.kill', someContext(withProblem('NOT_ANSWERING')))).toBe(true);
    expect(offerOf('instance.kill', someContext({ ...withProblem('NOT_ANSWERING'), state: 'stopped' }))).toBe(false);
  });

  test.each([
    ['WRONG_PASSWORD', true],
    ['PASSWORD_REQUIRED', true],
    ['NO_PERMISSION', false],
    ['CRASHED', false],
  ] as const)('enter password › the server says %s › %s', (code, expected) => {
    expect(offerOf('instance.enter-password', someContext(withProblem(code)))).toBe(expected);
  });

  test('uninstall › main only, and only when it is installed', () => {
    expect(offerOf('instance.uninstall', someContext(someStatus('main')))).toBe(true);
    expect(offerOf('instance.uninstall', someContext(someStatus('main', { runtime: null })))).toBe(false);
    expect(offerOf('instance.uninstall', someContext(tenant))).toBe(false);
  });

  test('install main › until there is one', () => {
    expect(offerOf('main.install', { ...someContext(null), instances: [tenant] })).toBe(true);
    expect(offerOf('main.install', { ...someContext(null), instances: [someStatus('main')] })).toBe(false);
    expect(offerOf('main.install', { ...someContext(null), connected: false })).toMatch(offline);
  });

  test.each(['instance.copy-url', 'instance.copy-redis-cli'])('%s › without an address › hidden', (id) => {
    expect(offerOf(id, someContext(someStatus('shop', { url: null })))).toBe(false);
    expect(offerOf(id, someContext(tenant))).toBe(true);
    expect(offerOf(id, { ...someContext(tenant), connected: false })).toMatch(offline);
  });

  test('TLS › a server without a port › hidden', () => {
    expect(offerOf('instance.tls', someContext(someStatus('shop', { port: null })))).toBe(false);
    expect(offerOf('instance.tls', someContext(tenant))).toBe(true);
  });

  test('renew the certificate › offered with TLS only, because it would switch TLS on', () => {
    expect(offerOf('instance.renew-certificate', someContext(tenant))).toBe(false);
    expect(offerOf('instance.renew-certificate', someContext(someStatus('shop', { tls: true })))).toBe(true);
  });
});

describe('titles and lines of the terminal', () => {
  test.each([
    ['instance.start', 'Start shop', 'manage.sh --action start --instance shop'],
    ['instance.stop', 'Stop shop', 'manage.sh --action stop --instance shop'],
    ['instance.restart', 'Restart shop', 'manage.sh --action restart --instance shop'],
    ['instance.kill', 'Kill shop', 'manage.sh --action stop --instance shop --kill yes'],
    ['instance.renew-certificate', 'Renew', 'manage.sh --action tls --instance shop --renew yes'],
    ['instance.enter-password', 'Enter', 'manage.sh --action passwords --enter yes --instance shop'],
  ])('%s › names the instance in both', (id, title, line) => {
    const given = someContext(tenant);
    expect(commandOf(id).title(given)).toContain(title);
    expect(commandOf(id).title(given)).toContain('shop');
    expect(commandOf(id).terminalLine?.(given)).toBe(line);
  });

  test('main › its line has no flag', () => {
    expect(commandOf('instance.start').terminalLine?.(someContext(someStatus('main')))).toBe(
      'manage.sh --action start',
    );
  });
});

describe('what the commands do', () => {
  test.each([
    ['instance.kill', killDialog],
    ['instance.enter-password', passwordDialog],
    ['instance.tls', tlsDialog],
    ['instance.uninstall', uninstallDialog],
  ])('%s › asks in its dialog before anything happens', async (id, dialog) => {
    await commandOf(id).run(someContext(tenant));
    expect(dialog.get()).toBe('shop');
    expect(core.calls).toEqual([]);
  });

  test('open and install › lead to their pages', async () => {
    const given = someContext(tenant);
    await commandOf('instance.open').run(given);
    await commandOf('main.install').run(given);
    expect(given.places).toEqual(['/instances/shop', '/install']);
  });

  test('start › runs the operation on the instance', async () => {
    core.reply({ instances: { start: () => ended({ kind: 'start', instance: 'shop', title: 'Start shop' }) } });
    show(<div />);
    await commandOf('instance.start').run(someContext(tenant));
    expect(inputsOf('instances.start')).toEqual([{ id: 'shop' }]);
  });

  test('stop › nobody is connected › stops without a question and offers Undo', async () => {
    core.reply({
      instances: {
        ...calm,
        stop: () => ended({ kind: 'stop', instance: 'shop', title: 'Stop shop' }),
        start: () => ended({ kind: 'start', instance: 'shop', title: 'Start shop' }),
      },
    });
    const { user } = show(<div />);
    await commandOf('instance.stop').run(someContext(tenant));
    expect(inputsOf('instances.stop')).toEqual([{ id: 'shop', acceptsLoss: false }]);
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(inputsOf('instances.start')).toEqual([{ id: 'shop' }]));
  });

  test('stop › Redis cannot save › asks whether to stop without saving', async () => {
    const message = 'Redis cannot save its data: the disk is full.';
    core.reply({
      instances: {
        ...calm,
        stop: () => {
          throw failure('SAVE_FAILED', message, {} as never);
        },
      },
    });
    show(<div />);
    await Promise.resolve(commandOf('instance.stop').run(someContext(tenant))).catch(() => undefined);
    await waitFor(() => expect(stopAsked.get()).toMatchObject({ verb: 'Stop', ids: ['shop'], failure: message }));
  });

  test('without an instance › nothing is called', async () => {
    for (const id of ['instance.start', 'instance.stop', 'instance.restart', 'instance.copy-url', 'instance.kill'])
      await commandOf(id).run(someContext(null));
    expect(core.calls).toEqual([]);
    expect(killDialog.get()).toBeNull();
  });
});

const calm = {
  otherClients: ({ id }: { readonly id: string }) => ({ id, count: 0 }),
  stopPreview: ({ id }: { readonly id: string }) => ({
    ...{ id, mode: 'rdb' as const, keys: 7, changesSinceSave: 0, snapshotAt: null, losesKeys: false, consequence: '' },
  }),
};

function withProblem(code: Problem['code']): InstanceStatus {
  return someStatus('shop', { state: 'unhealthy', problem: { code, message: 'It fails.', fix: null, since: null } });
}

function running(instance: string) {
  return ended({ kind: 'backup' as const, instance, title: `Back up ${instance}`, state: 'running' as const });
}

function inputsOf(wanted: string): readonly unknown[] {
  return core.calls.filter(({ procedure }) => procedure === wanted).map(({ input }) => input);
}
