import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { minio } from '../minio/minio.ts';
import { postgres } from '../postgres/postgres.ts';
import { composeText, environmentText, WRITTEN_BY } from './connection-text.ts';

const secrets = { postgres_password: 'p-_A', minio_root_user: 'app', minio_root_password: 'm-_B' };
const ports = { postgres: 15_400, minio: 15_401, 'minio-console': 15_402 };

const env = environmentText('shop', 'REDIS_URL=redis://localhost:6381/0', [
  { title: 'PostgreSQL', values: postgres.connection.environment({ ports, secrets }) },
  { title: 'MinIO', values: minio.connection.environment({ ports, secrets }) },
]);
const compose = composeText(
  'shop',
  'vrooli-shop-network',
  [postgres, minio].map((kind) => ({
    name: kind.name,
    image: kind.container.image,
    service: kind.connection.compose(kind.container.image),
  })),
);

describe('.env', () => {
  test('a shell › reads every variable as it was written', async () => {
    const file = join(temporaryFolder(), '.env');
    writeFileSync(file, env);
    const script = `set -a; . ${file}; printf '%s\\n' "$REDIS_URL" "$DATABASE_URL" "$MINIO_ENDPOINT" "$MINIO_ROOT_PASSWORD"`;
    const { stdout } = await promisify(execFile)('/bin/sh', ['-c', script]);
    expect(stdout.split('\n').slice(0, 4)).toEqual([
      'redis://localhost:6381/0',
      'postgresql://app:p-_A@localhost:15400/app',
      'http://localhost:15401',
      'm-_B',
    ]);
  });

  test('first line › marks the file as ours, so that it is replaced later', () => {
    expect(env.startsWith(WRITTEN_BY)).toBe(true);
    expect(compose.startsWith(WRITTEN_BY)).toBe(true);
  });
});

describe('compose.yaml', () => {
  test('passwords › not included: each secret comes from a variable of .env', () => {
    for (const secret of [secrets.postgres_password, secrets.minio_root_password])
      expect(compose).not.toContain(secret);
    const names = [...compose.matchAll(/^ {4}environment: (\w+)$/gm)].map(([, name]) => name);
    expect(names).toEqual(['POSTGRES_PASSWORD', 'MINIO_ROOT_USER', 'MINIO_ROOT_PASSWORD']);
    for (const name of names) expect(env).toContain(`\n${name}=`);
  });

  test('ports › on 127.0.0.1 only, by variables of .env', () => {
    const published = [...compose.matchAll(/^ {6}- "([^"]+:\d+)"$/gm)].map(([, port]) => port ?? '');
    expect(published).toEqual([
      `127.0.0.1:$\{POSTGRES_PORT}:5432`,
      `127.0.0.1:$\{MINIO_PORT}:9000`,
      `127.0.0.1:$\{MINIO_CONSOLE_PORT}:9001`,
    ]);
    for (const [, name] of compose.matchAll(/\$\{(\w+)\}/g)) expect(env).toContain(`\n${name}=`);
  });

  test('a dollar sign in a command › is doubled, because Compose would replace it', () => {
    const service = { command: ['sh', '-c', 'echo $HOME'], environment: {}, secrets: {}, dataTarget: '/d', ports: [] };
    expect(composeText('a', null, [{ name: 'x', image: 'x', service }])).toContain('"echo $$HOME"');
  });
});
