import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { CONTAINERS } from '../../../test/support/runtime-kinds.ts';
import { environmentOf, managed, place, writeConf } from '../../../test/support/some-instance.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import type { ManagedInstance } from '../instances/registry/catalogue.ts';
import { noLimits } from '../instances/registry/instance-record.ts';
import { createKubernetes } from './create-kubernetes.ts';
import type { KubernetesExportRequest } from './kubernetes.ts';
import { PLACEHOLDER } from './scripts.ts';

const defaults = { namespace: null, storage: null, cron: '0 3 * * *', keep: 7, includePassword: false };

/** Exports an instance with this redis.conf; null: it has none. */
async function exported(
  lines: readonly string[] | null,
  request: Partial<KubernetesExportRequest> = {},
  change: Partial<ManagedInstance> = {},
) {
  const environment = environmentOf(temporaryFolder());
  if (lines !== null) writeConf(environment, 'acme-corp', ...lines);
  const instance = await managed(environment, 'acme-corp', { entry: null, ...change });
  const catalogue = {
    all: async () => [instance],
    one: async (id: string) => (id === instance.id ? instance : null),
    recoverableUntil: async () => null,
  };
  const found = await createKubernetes({ catalogue, environment }).export({ id: 'acme-corp', ...defaults, ...request });
  const documents = parseAllDocuments(found.yaml, { version: '1.1' }) as unknown as { toJS: () => never }[];
  const [secret, config] = documents.map((document) => document.toJS()) as unknown as [
    { stringData: { password: string } },
    { data: Record<string, string> },
  ];
  return { ...found, secret: secret.stringData.password, conf: config.data['redis.conf'] ?? '' };
}

const container = { record: { runtime: CONTAINERS, port: 6381, image: 'redis:7.2-alpine', limits: noLimits } };

describe('export of an instance', () => {
  test('a tenant in a container › its settings, image and sizes; no password unless it was asked for', async () => {
    const lines = ['port 6379', 'requirepass hunter2', 'maxmemory 1gb', 'maxmemory-policy allkeys-lru'];
    const found = await exported(lines, { namespace: 'shop' }, container);
    expect(found).toMatchObject({
      ...{ id: 'acme-corp', name: 'redis-acme-corp', namespace: 'shop', image: 'redis:7.2-alpine' },
      ...{ file: 'redis-acme-corp.yaml', containsPassword: false, secret: PLACEHOLDER },
    });
    expect(found.yaml).not.toContain('hunter2');
    expect(found.yaml).toContain('memory: 2048Mi');
    expect(found.conf).toContain('maxmemory-policy allkeys-lru');
    expect(found.notes.map(({ subject }) => subject)).toEqual(['requirepass']);
  });

  test('with its password › in the Secret, once', async () => {
    const found = await exported(['requirepass hunter2'], { includePassword: true }, container);
    expect(found).toMatchObject({ containsPassword: true, secret: 'hunter2' });
    expect(found.yaml.split('hunter2')).toHaveLength(2);
  });

  test.each([
    [['maxmemory 1gb'], 'has no password'],
    [['user default on #5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8 ~* +@all'], 'in its ACL'],
    [['requirepass "a\\nb"'], 'control characters'],
    [[`requirepass ${PLACEHOLDER}`], 'control characters'],
  ])('%s › a placeholder and a note, even with the password', async (lines, reason) => {
    const found = await exported(lines, { includePassword: true }, container);
    expect(found).toMatchObject({ containsPassword: false, secret: PLACEHOLDER });
    expect(found.notes[0]).toEqual({ subject: 'password', text: expect.stringContaining(reason) });
  });

  test('included files › in place, and one that cannot be read is named', async () => {
    const more = place(`${temporaryFolder()}/more.conf`, 'hz 25\nrequirepass hunter2\n');
    const found = await exported([`include ${more}`, 'include /no/such.conf'], { includePassword: true });
    expect(found.conf).toContain('hz 25');
    expect(found.conf).not.toContain(more);
    expect(found.secret).toBe('hunter2');
    expect(found.notes.map(({ subject }) => subject)).toContain('include');
  });

  test('a process › its image is that of the preferences, with a note', async () => {
    const found = await exported(['requirepass x']);
    expect(found.notes.find(({ subject }) => subject === 'image')?.text).toContain('runs as a process');
  });

  test('every note › also at the beginning of the file', async () => {
    const found = await exported(['port 6381', 'tls-port 6380', 'loadmodule /x.so'], { storage: '1Mi' });
    expect(found.notes.length).toBeGreaterThanOrEqual(5);
    for (const { text } of found.notes) expect(found.yaml).toContain(`# - ${text}\n`);
  });

  test('schedule, count and volume › those of the request', async () => {
    const { yaml } = await exported(['requirepass x'], { cron: ' 30  2 * * 1 ', keep: 3, storage: '20Gi' });
    expect(yaml).toContain('schedule: 30 2 * * 1');
    expect(yaml).toContain('tail -n +4');
    expect(yaml).toContain('storage: 20Gi');
  });

  test('bad requests › refused with a code', async () => {
    await expect(exported(['hz 10'], { id: 'nobody' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(exported(null)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(exported(['hz 10'], { cron: '@daily' })).rejects.toMatchObject({
      code: 'BAD_VALUE',
      data: { field: 'cron' },
    });
  });
});
