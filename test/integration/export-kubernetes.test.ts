import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeNeeding } from '../support/needs.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { createTestHome, type TestHome } from '../support/test-home.ts';

const ID = 'acme-corp';
let home: TestHome;
let password: string;
const run = (...args: readonly string[]) => runInProcess(['export-kubernetes', '--client-id', ID, ...args], home.env);
const inHome = (name: string) => join(home.path, name);

describeNeeding(['redis', 'posix'], 'export-kubernetes', () => {
  beforeAll(async () => {
    home = await createTestHome({ docker: false });
    const given = ['--client-id', ID, '--runtime', 'process', '--generate-password', 'yes', '--memory', '256mb'];
    const created = await runInProcess(['create-client', ...given], home.env);
    if (created.code !== 0) throw new Error(created.stderr);
    const access = await runInProcess(['connect', '--client-id', ID, '--snippet', 'url'], home.env);
    password = decodeURIComponent(new URL(access.stdout.trim()).password);
  });
  afterAll(() => home.dispose());

  test('no file › the manifests on standard output, without the password', async () => {
    const { code, stdout, stderr } = await run('--namespace', 'shop');
    expect(code, stderr).toBe(0);
    expect(password.length).toBeGreaterThan(8);
    expect(stdout).not.toContain(password);
    expect(stdout).not.toContain(home.path);
    for (const kind of ['Secret', 'ConfigMap', 'Service', 'StatefulSet', 'PersistentVolumeClaim', 'CronJob'])
      expect(stdout).toContain(`\nkind: ${kind}\n`);
    expect(stdout).toContain('maxmemory 256mb');
    expect(stdout).toContain('namespace: shop');
  });

  test('--json › one document with the notes', async () => {
    const found = (await run('--json', '--keep', '3', '--cron', '0 1 * * *')).json();
    expect(found).toMatchObject({ id: ID, name: `redis-${ID}`, namespace: null, containsPassword: false });
    expect(found).toMatchObject({ notes: expect.arrayContaining([{ subject: 'port', text: expect.any(String) }]) });
  });

  test('--output with the password › a file of mode 0600; a folder gets a file of the usual name', async () => {
    const { code, stdout } = await run('--output', inHome('k.yaml'), '--include-password', 'yes');
    expect(code).toBe(0);
    expect(stdout).toContain(`StatefulSet redis-${ID}`);
    expect(stdout).not.toContain(password);
    expect(readFileSync(inHome('k.yaml'), 'utf8')).toContain(password);
    expect(statSync(inHome('k.yaml')).mode & 0o777).toBe(0o600);
    mkdirSync(inHome('manifests'));
    expect((await run('--output', inHome('manifests'))).code).toBe(0);
    expect(existsSync(inHome(`manifests/redis-${ID}.yaml`))).toBe(true);
  });

  test('an existing file › kept without --yes yes; then replaced, and private', async () => {
    const path = inHome('old.yaml');
    writeFileSync(path, 'old');
    chmodSync(path, 0o644);
    const refused = await run('--output', path);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('--yes yes');
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect((await run('--output', path, '--yes', 'yes')).code).toBe(0);
    expect(readFileSync(path, 'utf8')).toContain('kind: StatefulSet');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  describe('bad input', () => {
    test.each([
      ['--namespace Shop_1', '--namespace: "Shop_1" is not the name of a namespace (1 to 63 characters'],
      ['--namespace kube-', '--namespace: "kube-" is not'],
      ['--storage 10GB', '--storage: "10GB" is not a whole number with a unit of Kubernetes, such as 500Mi'],
      ['--storage 0Gi', '--storage: "0Gi" is not'],
      ['--keep 0', '--keep: 0 is not a whole number from 1 to 1000.'],
      ['--cron @daily', 'cron: "@daily" does not have five fields.'],
      ['--include-password maybe', '--include-password: "maybe" is not yes or no.'],
      ['--output /dev/null', '/dev/null is not a file'],
      ['--output /dev/null/x.yaml', 'cannot be written (ENOTDIR)'],
      ['--output /no/such/folder/x.yaml', 'cannot be written (ENOENT)'],
    ])('%s › exit code 2 and one sentence', async (line, sentence) => {
      const { code, stdout, stderr } = await run(...line.split(' '));
      expect(stderr).toContain(sentence);
      expect(stderr.trim().split('\n')).toHaveLength(1);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    });

    test('an unknown tenant › exit code 3', async () => {
      const { code, stderr } = await runInProcess(['export-kubernetes', '--client-id', 'nobody'], home.env);
      expect(code).toBe(3);
      expect(stderr).toContain('There is no instance "nobody".');
    });
  });
});
