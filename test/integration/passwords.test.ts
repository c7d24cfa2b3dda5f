import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { appendFile, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createServices } from '../../electron/services/create-services.ts';
import type { Keychain, KeychainState } from '../../electron/services/passwords/keychain.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { fill, type SettingsHome, useSettingsHome } from '../support/settings-home.ts';

const PASSWORD = 'only-in-a-head';

interface FakeKeychain extends Keychain {
  key: Buffer;
  backend: KeychainState | 'away';
}

/** A keychain like the system's: its key can be lost, and its backend protects or does not. */
function fakeKeychain(backend: FakeKeychain['backend'] = { backend: 'gnome_libsecret', protects: true }): FakeKeychain {
  const keychain: FakeKeychain = {
    key: randomBytes(32),
    backend,
    async state() {
      if (keychain.backend === 'away') throw new Error('locked');
      return keychain.backend;
    },
    async encrypt(text) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', keychain.key, iv);
      const content = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), content]);
    },
    async decrypt(bytes) {
      const decipher = createDecipheriv('aes-256-gcm', keychain.key, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      const text = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
      return { text, isOutdated: false };
    },
  };
  return keychain;
}

const fileOf = ({ home }: SettingsHome) => join(home.path, 'redis/desktop/passwords.json');

async function servicesWith({ home }: SettingsHome, keychain?: Keychain) {
  const services = await createServices({ env: home.env, client: 'desktop', ...(keychain && { keychain }) });
  onTestFinished(() => services.close());
  return services;
}

/** Main with a user "default" whose password no file of the app holds. */
async function useLockedMain(): Promise<SettingsHome> {
  const opened = await useSettingsHome();
  await fill(opened.home.port, 20);
  await appendFile(opened.configFile, `\nuser default on >${PASSWORD} ~* &* +@all\n`);
  await opened.done(opened.services.instances.restart('main'));
  return opened;
}

describeNeeding(['redis'], 'passwords', () => {
  test('desktop app › entered › only in the keychain, and used for everything and by the next start', async () => {
    const opened = await useLockedMain();
    const keychain = fakeKeychain();
    const services = await servicesWith(opened, keychain);
    expect(await services.instances.status('main')).toMatchObject({ problem: { code: 'PASSWORD_REQUIRED' } });
    await expect(services.passwords.enter('main', 'wrong')).rejects.toMatchObject({ code: 'BAD_VALUE' });
    await expect(stat(fileOf(opened))).rejects.toThrow('ENOENT');

    expect(await services.passwords.enter('main', PASSWORD)).toEqual({
      ...{ keptIn: 'keychain', backend: 'gnome_libsecret', problem: null },
      items: [{ id: 'main', keptIn: 'keychain', problem: null }],
    });
    expect(await readFile(fileOf(opened), 'utf8')).not.toContain(PASSWORD);
    expect((await stat(fileOf(opened))).mode & 0o777).toBe(0o600);
    const next = await servicesWith(opened, keychain);
    expect(await next.instances.status('main')).toMatchObject({ state: 'running', problem: null });
    expect((await next.operations.settled((await next.instances.restart('main')).id)).state).toBe('succeeded');
    const { result } = await next.operations.settled(
      (await next.backups.create({ instance: 'main', kind: 'snapshot', verify: true })).id,
    );
    expect(result).toMatchObject({ keys: 20 });
    const plan = await next.settings.plan('main', { kind: 'changes', changes: { timeout: '30' } });
    expect(plan.access).toMatchObject({ app: 'ok' });
    const applied = await next.settings.apply('main', { kind: 'changes', changes: { timeout: '30' } }, plan.hash);
    expect((await next.operations.settled(applied.id)).state).toBe('succeeded');
  });

  test('desktop app › keychain lost › the instance keeps running, and the password can be entered again', async () => {
    const opened = await useLockedMain();
    const keychain = fakeKeychain();
    await (await servicesWith(opened, keychain)).passwords.enter('main', PASSWORD);
    keychain.key = randomBytes(32);
    const next = await servicesWith(opened, keychain);
    expect(await next.instances.status('main')).toMatchObject({ problem: { code: 'PASSWORD_REQUIRED' } });
    expect((await next.passwords.list()).items).toEqual([{ id: 'main', keptIn: 'keychain', problem: 'refused' }]);
    await next.operations.settled((await next.instances.restart('main')).id);
    expect(await redisCli(opened.home.port, '-a', PASSWORD, '--no-auth-warning', 'dbsize')).toBe('20');
    await next.passwords.enter('main', PASSWORD);
    expect(await next.instances.status('main')).toMatchObject({ state: 'running', problem: null });
    expect((await next.passwords.list()).items).toEqual([{ id: 'main', keptIn: 'keychain', problem: null }]);
  });

  test.each([
    ['basic_text', { backend: 'basic_text', protects: false } as const, 'unprotected'],
    ['a locked keychain', 'away' as const, 'unavailable'],
    ['no keychain', null, 'no-keychain'],
  ])('%s › entered › reported, used until the end, and in no file', async (_name, backend, problem) => {
    const opened = await useLockedMain();
    const services = await servicesWith(opened, backend === null ? undefined : fakeKeychain(backend));
    expect(await services.passwords.enter('main', PASSWORD)).toMatchObject({
      ...{ keptIn: 'session', problem },
      items: [{ id: 'main', keptIn: 'session', problem: null }],
    });
    expect(await services.instances.status('main')).toMatchObject({ state: 'running', problem: null });
    await expect(stat(fileOf(opened))).rejects.toThrow('ENOENT');
    const next = await servicesWith(opened);
    expect(await next.instances.status('main')).toMatchObject({ problem: { code: 'PASSWORD_REQUIRED' } });
  });

  test('CLI › only if the file is chosen › mode 0600, and gone after the keychain is chosen', async () => {
    const opened = await useLockedMain();
    const { env } = opened.home;
    const enter = () => runInProcess(['passwords', '--enter', 'yes'], env, { stdin: `${PASSWORD}\n` });
    const refused = await enter();
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.stderr).toContain('--action preferences --set passwords=file');
    await runInProcess(['preferences', '--set', 'passwords=file'], env);
    expect(await runInProcess(['passwords', '--enter', 'yes'], env, { stdin: 'wrong\n' })).toMatchObject({ code: 2 });
    const kept = await enter();
    expect(kept).toMatchObject({ code: 0 });
    expect(kept.stdout).toContain('main: in a file of mode 0600');
    expect(kept.stdout + kept.stderr).not.toContain(PASSWORD);
    expect((await stat(fileOf(opened))).mode & 0o777).toBe(0o600);
    expect((await runInProcess(['status', '--json'], env)).json()).toMatchObject({ state: 'running', problem: null });

    const keychain = fakeKeychain();
    const desktop = await servicesWith(opened, keychain);
    await desktop.preferences.save({ passwords: 'keychain' });
    expect(await desktop.instances.status('main')).toMatchObject({ state: 'running', problem: null });
    expect(await readFile(fileOf(opened), 'utf8')).not.toContain(PASSWORD);
    const shown = await runInProcess(['passwords', '--json'], env);
    expect(shown.json()).toMatchObject({ items: [{ id: 'main', keptIn: 'keychain', problem: 'desktop-only' }] });
    expect((await runInProcess(['passwords', '--forget', 'yes', '--json'], env)).json()).toMatchObject({ items: [] });
    expect(await readFile(fileOf(opened), 'utf8')).not.toContain('main');
  });

  test('settings › a new requirepass › wins over an entered password', async () => {
    const opened = await useSettingsHome();
    const { port } = opened.home;
    await redisCli(port, 'config', 'set', 'requirepass', PASSWORD);
    await redisCli(port, '-a', PASSWORD, '--no-auth-warning', 'client', 'kill', 'type', 'normal', 'skipme', 'yes');
    const services = await servicesWith(opened, fakeKeychain());
    await services.passwords.enter('main', PASSWORD);
    expect(await services.instances.status('main')).toMatchObject({ state: 'running', problem: null });
    const request = { kind: 'changes', changes: { requirepass: 'new-one' } } as const;
    const plan = await services.settings.plan('main', request);
    const applied = await services.settings.apply('main', request, plan.hash);
    expect((await services.operations.settled(applied.id)).state).toBe('succeeded');
    expect(await services.instances.status('main')).toMatchObject({ state: 'running', problem: null });
    expect((await services.instances.connection('main', { reveal: true })).password).toBe('new-one');
  });

  test('passwords.json › damaged › set aside and reported, and the password can be entered again', async () => {
    const opened = await useLockedMain();
    const keychain = fakeKeychain();
    const services = await servicesWith(opened, keychain);
    await services.passwords.enter('main', PASSWORD);
    await writeFile(fileOf(opened), '{"format": 1, "pass');
    const next = await servicesWith(opened, keychain);
    expect(await next.instances.status('main')).toMatchObject({ problem: { code: 'PASSWORD_REQUIRED' } });
    expect(next.recovery.damaged()).toMatchObject([{ file: 'redis/desktop/passwords.json' }]);
    await next.passwords.enter('main', PASSWORD);
    expect(await next.instances.status('main')).toMatchObject({ state: 'running', problem: null });
    await writeFile(fileOf(opened), '{"format": 2, "elsewhere": []}');
    const older = await servicesWith(opened, keychain);
    await expect(older.passwords.enter('main', PASSWORD)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await readFile(fileOf(opened), 'utf8')).toBe('{"format": 2, "elsewhere": []}');
    expect((await older.passwords.list()).items).toMatchObject([{ id: 'main', keptIn: 'session' }]);
  });
});
