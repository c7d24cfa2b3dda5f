import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { redisCli } from '../../support/redis-cli.ts';
import { desktopProgram } from '../electron-program.ts';
import { firstPage, launchDesktop } from '../launch-desktop.ts';
import { expect, test } from './desktop-test.ts';

const PASSWORD = 'set-by-hand';
const STORE = '--password-store=gnome-libsecret';
test.use({ installed: true, args: [STORE] });

test('keychain › a password that redis.conf lacks › entered once, kept encrypted, and entered again when the key is lost', async ({
  desktop,
}) => {
  const { home, app } = desktop;
  const enter = async (from: ElectronApplication) => {
    const page = await firstPage(from);
    await page.getByRole('button', { name: 'Enter password…: main' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Enter the password of main' });
    await dialog.getByLabel('Password', { exact: true }).fill('wrong');
    await dialog.getByRole('button', { name: 'Use password' }).click();
    await expect(dialog.getByText('does not accept this password')).toBeVisible();
    await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText('Running').first()).toBeVisible();
  };
  const login = ['-a', PASSWORD, '--no-auth-warning'];
  await redisCli(home.port, 'config', 'set', 'requirepass', PASSWORD);
  await redisCli(home.port, ...login, 'client', 'kill', 'type', 'normal', 'skipme', 'yes');
  await enter(app);
  // CI machines have no keyring: there the app keeps the password until it ends.
  const hasKeyring = await app.evaluate(({ safeStorage }) => safeStorage.isAsyncEncryptionAvailable());
  expect(hasKeyring).toBe(desktopProgram()?.isStandIn ?? false);
  await app.close();
  if (!hasKeyring) return;

  expect(await readFile(join(home.path, 'redis/desktop/passwords.json'), 'utf8')).not.toContain(PASSWORD);
  const next = await launchDesktop(home, [STORE]);
  await expect((await firstPage(next)).getByText('Running').first()).toBeVisible();
  const keyring = join(await next.evaluate(({ app: own }) => own.getPath('userData')), 'stand-in-keyring');
  await next.close();

  await rm(keyring);
  const last = await launchDesktop(home, [STORE]);
  await enter(last);
  expect(await redisCli(home.port, ...login, 'ping')).toBe('PONG');
  await last.close();
});
