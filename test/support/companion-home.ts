import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Companion } from '../../shared/contract/companion.ts';
import { debianPostgres } from './companion-images.ts';
import { type InProcessResult, runInProcess } from './run-in-process.ts';
import type { TestHome } from './test-home.ts';

/** The document of `create-client-env`. */
export interface MadeEnvironment {
  readonly client: string;
  readonly resources: Readonly<Record<string, Companion & { readonly unchanged?: string }>>;
  readonly notMade: readonly string[];
  readonly missing: readonly { readonly name: string; readonly code: string; readonly reason: string }[];
}

/** The CLI on a home, and the way programs see its services. */
export function companionsOf(home: Pick<TestHome, 'path'>, env: Readonly<Record<string, string>>) {
  const run = (...argv: readonly string[]): Promise<InProcessResult> => runInProcess(argv, env);
  const folder = (client: string) => join(home.path, 'clients', client);
  /** The variables of the .env of a tenant. */
  const variables = (client: string): Readonly<Record<string, string>> =>
    Object.fromEntries(
      readFileSync(join(folder(client), '.env'), 'utf8')
        .split('\n')
        .flatMap((line) => (/^[A-Z]/.test(line) ? [line.split(/=(.*)/s).slice(0, 2) as [string, string]] : [])),
    );
  return {
    run,
    folder,
    variables,
    /** Creates the services of a tenant. */
    make: async (client: string, resources: string, ...flags: readonly string[]) => {
      const result = await run('create-client-env', '--client', client, '--resources', resources, '--json', ...flags);
      return { ...result, made: result.json() as MadeEnvironment };
    },
    companions: async (client: string) =>
      (await run('companions', '--client-id', client, '--json')).json() as readonly Companion[],
    change: (client: string, name: string, change: string, ...flags: readonly string[]) =>
      run('companions', '--client-id', client, '--companion', name, '--change', change, ...flags),
    /** Runs statements like a program that has only the URL of the .env. */
    sql: async (client: string, statements: string, change: Readonly<Record<string, string>> = {}): Promise<string> => {
      const found = await debianPostgres();
      const url = new URL(variables(client).DATABASE_URL ?? '');
      for (const [name, value] of Object.entries(change)) Object.assign(url, { [name]: value });
      const args = ['--no-psqlrc', '-qAtc', statements, url.href];
      return (await promisify(execFile)(join(found?.folder ?? '', 'bin/psql'), args)).stdout.trim();
    },
  };
}
