import { act, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { Engine } from '../../../shared/contract/engine.ts';
import type { InstallPreview } from '../../../shared/contract/instance.ts';
import type { Operation } from '../../../shared/contract/operations.ts';
import { runtimeTraits } from '../../../shared/contract/runtimes.ts';
import { core, ended, failure } from '../../../test/support/components/fake-core.ts';
import { showStatuses } from '../../../test/support/components/live-statuses.ts';
import { fill, show } from '../../../test/support/components/show.tsx';
import { CONTAINERS, PROGRAMS } from '../../../test/support/runtime-kinds.ts';
import { someStatus } from '../../../test/support/some-status.ts';
import { justInstalled } from '../instances/page/just-installed.tsx';
import { FirstRunView } from './first-run-view.tsx';
import { InstallPage } from './install-page.tsx';
import * as firstRunWords from './words.ts';

// cspell:ignore Addresslocalhost

const containers = (change: Partial<Engine> = {}): Engine => ({
  ...{
    runtime: CONTAINERS,
    available: true,
    product: 'Docker',
    version: '27.1.0+dfsg1',
    endpoint: 'unix:///run/d.sock',
  },
  ...{ answeredInMs: 3, rootless: false, image: { name: 'redis:7-alpine', present: true }, canBuildImage: false },
  problem: null,
  ...change,
});
const programs = (change: Partial<Engine> = {}): Engine => ({
  ...containers({ runtime: PROGRAMS, product: 'redis-server', version: '7.0.15', endpoint: '/usr/bin/redis-server' }),
  image: null,
  ...change,
});
const missing = (engine: Engine, message: string, fix: string): Engine => ({
  ...engine,
  ...{ available: false, version: null, endpoint: null, problem: { message, fix } },
});
const preview = (change: Partial<InstallPreview> = {}): InstallPreview => ({
  ...{ port: 6380, portFree: true, portTakenBy: null, nextFreePort: null, memoryLimitBytes: 2 * 1024 ** 3 },
  ...{
    memoryPolicy: 'allkeys-lru',
    persistence: 'rdb',
    saveIntervals: '900 1',
    databases: 16,
    folder: '/home/me/redis',
  },
  ...{ freeBytes: 50 * 1024 ** 3, dataKept: null },
  ...change,
});

interface Options {
  readonly engines?: readonly Engine[];
  readonly preview?: Partial<InstallPreview>;
  readonly operations?: readonly Operation[];
}

function reply({ engines = [containers(), programs()], preview: change = {}, operations = [] }: Options = {}) {
  core.reply({
    engines: { list: () => [...engines] },
    instances: { installPreview: (input) => preview({ port: input?.port ?? 6380, ...change }) },
    operations: { list: () => [...operations] },
  });
}

function open(options?: Options) {
  reply(options);
  return show(<FirstRunView />);
}

afterEach(() => {
  act(() => justInstalled.set(false));
});

const install = () => screen.findByRole<HTMLButtonElement>('button', { name: firstRunWords.install });
const card = (runtime: Engine['runtime']) =>
  screen.findByRole<HTMLInputElement>('radio', { name: runtimeTraits[runtime].label });
const requests = () =>
  core.calls.filter(({ procedure }) => procedure === 'instances.install').map(({ input }) => input);
const fact = async (name: string) => (await screen.findByText(name, { selector: 'dt' })).parentElement?.textContent;
const line = () => screen.getByTitle(/^manage\.sh --action install/).textContent;
const option = async (user: ReturnType<typeof show>['user'], label: string, value: string) => {
  if (!screen.queryByRole('group', { name: firstRunWords.options })) {
    await user.click(screen.getByRole('button', { name: firstRunWords.changePortMemoryVersion }));
  }
  await fill(user, screen.getByRole('textbox', { name: label }), value);
};

describe('first run', () => {
  test('defaults › one click installs into containers, and the CLI command is shown', async () => {
    core.reply({ instances: { install: () => ended({ kind: 'install', result: someStatus('main') } as never) } });
    const { user } = open();
    expect((await card(CONTAINERS)).checked).toBe(true);
    expect(line()).toBe('manage.sh --action install');
    await user.click(await install());
    await waitFor(() => expect(justInstalled.get()).toBe(true));
    expect(requests()).toEqual([{ runtime: CONTAINERS }]);
    await waitFor(() => expect(window.location.hash).toBe('#/'));
  });

  test('facts › address, memory, folder and persistence as they will be', async () => {
    open();
    expect(await fact(firstRunWords.address)).toBe(`Addresslocalhost:6380${firstRunWords.localConnectionsOnly}`);
    expect(await fact(firstRunWords.memory)).toBe('MemoryUp to 2 GBthen the least recently used keys are evicted');
    expect(await fact(firstRunWords.dataFolder)).toContain('/home/me/redis50 GB free; readable only by you');
    expect(await fact(firstRunWords.persistence)).toBe('PersistenceSnapshots (RDB)15 min after a write');
    expect(screen.queryByText(firstRunWords.found, { selector: 'dt' })).toBeNull();
  });

  test.each([
    ['aof', firstRunWords.everyWriteAof],
    ['both', firstRunWords.snapshotsAndEveryWrite],
    ['none', firstRunWords.allKeysAreLostWhenRedis],
  ] as const)('facts › persistence %s › in words', async (persistence, words) => {
    open({ preview: { persistence } });
    expect(await fact(firstRunWords.persistence)).toContain(words);
  });

  test('facts › data of an earlier installation › is announced before it is reused', async () => {
    open({ preview: { dataKept: { bytes: 5 * 1024 ** 2, changedAt: '2020-01-01T00:00:00.000Z' } } });
    expect(await fact(firstRunWords.found)).toMatch(/5 MB of data.*the data and its settings are reused/);
  });

  test('facts › no memory limit › says what that means', async () => {
    open({ preview: { memoryLimitBytes: null } });
    expect(await fact(firstRunWords.memory)).toContain(firstRunWords.canUseAllMemory);
  });

  test('port in use › names the program, blocks the installation, and offers the next free port', async () => {
    const { user } = open({ preview: { portFree: false, portTakenBy: 'nginx (pid 812)', nextFreePort: 6390 } });
    expect(await fact(firstRunWords.address)).toContain('in use by nginx (pid 812)');
    expect((await install()).disabled).toBe(true);
    expect(screen.getByText(firstRunWords.portIsInUse(6380))).toBeTruthy();
    await user.click(screen.getByRole('button', { name: firstRunWords.portNextFreePortToUse(6390) }));
    await waitFor(() => expect(line()).toBe('manage.sh --action install --port 6390'));
    await waitFor(() =>
      expect(core.calls.filter(({ procedure }) => procedure === 'instances.installPreview').at(-1)?.input).toEqual({
        port: 6390,
      }),
    );
  });
});

describe('options of the first installation', () => {
  test('options › every one › reaches the request and the CLI command', async () => {
    core.reply({ instances: { install: () => ended({ kind: 'install', result: someStatus('main') } as never) } });
    const { user } = open();
    await install();
    await option(user, firstRunWords.port, '6400');
    await option(user, firstRunWords.memoryLimit, '512mb');
    await option(user, firstRunWords.image, 'redis:8');
    await option(user, firstRunWords.imageArchive, '/tmp/redis.tar');
    expect(line()).toContain('--port 6400 --memory 512mb --image redis:8 --image-archive /tmp/redis.tar');
    await user.click(await install());
    await waitFor(() =>
      expect(requests()).toEqual([
        { runtime: CONTAINERS, port: 6400, memory: '512mb', image: 'redis:8', imageArchive: '/tmp/redis.tar' },
      ]),
    );
  });

  test.each([
    [firstRunWords.port, '70000', firstRunWords.enterAPort],
    [firstRunWords.memoryLimit, 'lots', firstRunWords.enterASizeSuchAs512mb],
    [firstRunWords.image, 'redis 8', firstRunWords.enterAnImageName],
    [firstRunWords.imageArchive, 'redis.tar', firstRunWords.enterAnAbsolutePath],
  ])(
    'options › %s “%s” › the field says what to enter, and nothing can be installed',
    async (label, value, message) => {
      const { user } = open();
      await install();
      await option(user, label, value);
      expect(await screen.findByText(message)).toBeTruthy();
      expect((await install()).disabled).toBe(true);
      expect(screen.getByText(firstRunWords.fixTheHighlightedFields)).toBeTruthy();
    },
  );

  test('options › a memory limit is typed › the facts show it; the first field gets the focus', async () => {
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: firstRunWords.changePortMemoryVersion }));
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: firstRunWords.port }));
    await option(user, firstRunWords.memoryLimit, '1gb');
    expect(await fact(firstRunWords.memory)).toContain('Up to 1 GB');
    await user.click(screen.getByRole('button', { name: firstRunWords.hideOptions }));
    expect(screen.queryByRole('group', { name: firstRunWords.options })).toBeNull();
  });

  test('options › local programs › no image; the version is that of the program', async () => {
    const { user } = open();
    await user.click(await card(PROGRAMS));
    await user.click(screen.getByRole('button', { name: firstRunWords.changePortMemoryVersion }));
    expect(screen.queryByRole('textbox', { name: firstRunWords.image })).toBeNull();
    expect(screen.getByText(firstRunWords.versionIsInstalledOne)).toBeTruthy();
    expect(line()).toContain(`--runtime ${PROGRAMS}`);
  });
});

describe('runtimes of this computer', () => {
  const group = async () => within(await screen.findByRole('radiogroup', { name: firstRunWords.runtime }));

  test('a runtime that works › its version without the suffix of the distribution, and where it is', async () => {
    open();
    const found = await group();
    expect(found.getByText('Docker 27.1.0, ready')).toBeTruthy();
    expect(found.getByText('/run/d.sock')).toBeTruthy();
    expect(found.getByText('redis-server 7.0.15')).toBeTruthy();
  });

  test.each([
    [{ image: null }, firstRunWords.eachTenantGetsItsOwnContainer],
    [{ image: { name: 'redis:8', present: false } }, 'redis:8 is pulled first. '],
    [{ image: { name: 'redis:8', present: false }, canBuildImage: true }, firstRunWords.orBuiltFromTheLocalRedis],
    [{ rootless: true }, firstRunWords.theEngineRunsWithoutRoot.trim()],
  ])('containers with %j › what an installation does first', async (change, words) => {
    open({ engines: [containers(change)] });
    expect((await group()).getByText(new RegExp(words.replaceAll('.', '\\.')))).toBeTruthy();
  });

  test('no containers › local programs are chosen, and the fix can be copied', async () => {
    const fix = 'Join the docker group with "sudo usermod -aG docker $USER", then sign out and in again.';
    const { user } = open({ engines: [missing(containers(), 'Docker refuses this user.', fix), programs()] });
    expect((await card(PROGRAMS)).checked).toBe(true);
    expect((await card(CONTAINERS)).disabled).toBe(true);
    const found = await group();
    expect(found.getByText(firstRunWords.notReachable)).toBeTruthy();
    await user.click(found.getByRole('button', { name: new RegExp(firstRunWords.theCommand) }));
    expect(await navigator.clipboard.readText()).toBe('sudo usermod -aG docker $USER');
  });

  test('nothing is there › cannot install; Check again finds what was installed meanwhile', async () => {
    const none = [
      missing(containers(), 'Docker does not run.', 'Start it.'),
      missing(programs(), 'No Redis.', 'Install it.'),
    ];
    const { user } = open({ engines: none });
    expect((await install()).disabled).toBe(true);
    expect(screen.getByText(firstRunWords.neitherRuntimeIsAvailableYet)).toBeTruthy();
    reply({ engines: [none[0] as Engine, programs()] });
    await user.click(
      screen.getByRole('button', { name: firstRunWords.checkAgainForPart(firstRunWords.aRedisProgram) }),
    );
    await waitFor(async () => expect((await install()).disabled).toBe(false));
  });

  test('cannot be checked › the reason, and Try again', async () => {
    reply();
    let isBroken = true;
    core.reply({
      engines: {
        list() {
          if (isBroken)
            throw failure('FILE_UNREADABLE', 'The home cannot be read.', {
              path: '/home/me',
              trouble: 'denied',
            } as never);
          return [programs()];
        },
      },
    });
    const { user } = show(<FirstRunView />);
    expect(
      await screen.findByRole('heading', { level: 1, name: firstRunWords.couldNotCheckTheInstallation }),
    ).toBeTruthy();
    isBroken = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await install()).toBeTruthy();
  });
});

describe('an installation', () => {
  test('fails › the reason and that all was rolled back; the button tries again', async () => {
    const error = {
      code: 'START_FAILED',
      message: 'Redis did not start.',
      data: { id: 'main', log: ['# Out of memory'] },
    };
    core.reply({ instances: { install: () => ended({ kind: 'install', state: 'failed', error } as never) } });
    const { user } = open();
    await user.click(await install());
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('Redis was not installed.  Redis did not start. Everything was rolled back.');
    expect(alert.textContent).toContain('# Out of memory');
    await user.click(screen.getByRole('button', { name: firstRunWords.tryAgain }));
    await waitFor(() => expect(requests()).toHaveLength(2));
    expect(justInstalled.get()).toBe(false);
  });

  test('fails because a port was taken meanwhile › offers the free one', async () => {
    core.reply({
      instances: {
        install() {
          throw failure('PORT_TAKEN', 'Port 6380 is in use.', {
            port: 6380,
            program: null,
            pid: null,
            free: 6391,
          } as never);
        },
      },
    });
    const { user } = open();
    await user.click(await install());
    await user.click(await screen.findByRole('button', { name: firstRunWords.portFreeToUse(6391) }));
    await waitFor(() => expect(line()).toContain('--port 6391'));
  });

  test('is cancelled › no failure is shown', async () => {
    const error = { code: 'CANCELLED', message: 'Cancelled.', data: {} };
    core.reply({ instances: { install: () => ended({ kind: 'install', state: 'cancelled', error } as never) } });
    const { user } = open();
    await user.click(await install());
    await waitFor(() => expect(requests()).toHaveLength(1));
    expect(await install()).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('runs already, from a terminal › its progress in place of the button', async () => {
    const running = ended({
      kind: 'install',
      state: 'running',
      title: 'Install main',
      finishedAt: null,
    } as never) as Operation;
    open({ operations: [running] });
    await waitFor(async () => expect((await card(CONTAINERS)).disabled).toBe(true));
    expect(screen.queryByRole('button', { name: firstRunWords.install })).toBeNull();
  });
});

describe('the page of the installation', () => {
  test('main is installed already › leads to it', async () => {
    reply();
    await showStatuses(someStatus('main'));
    const { user } = show(<InstallPage />);
    await user.click(await screen.findByRole('button', { name: firstRunWords.openMain }));
    expect(window.location.hash).toBe('#/instances/main');
  });

  test('only tenants exist › the installation', async () => {
    reply();
    await showStatuses(someStatus('acme'));
    show(<InstallPage />);
    expect(await install()).toBeTruthy();
  });
});
