import { onTestFinished } from 'vitest';
import type { EngineLab } from '../support/engine-lab/lab.ts';
import type { LabNode } from '../support/engine-lab/node.ts';
import { freePortRange, releasePortRange } from '../support/ports.ts';
import { redisCli } from '../support/redis-cli.ts';
import { type InProcessResult, runInProcess } from '../support/run-in-process.ts';
import { createTestHome } from '../support/test-home.ts';

/** A JSON document that the test reads field by field. */
type Document = { readonly [field: string]: unknown };

/** {@link openFleetHome} for the calling test. */
export function useFleetHome(lab: EngineLab) {
  return openFleetHome(lab, onTestFinished);
}

/**
 * A home without a local engine, which reaches the machines of a lab by SSH.
 * @param atEnd registers a cleanup step; the last one runs first
 */
export async function openFleetHome(
  lab: EngineLab,
  atEnd: (cleanUp: () => Promise<void>) => void,
  {
    tenantsEach = 4,
    env = {},
  }: { readonly tenantsEach?: number; readonly env?: Readonly<Record<string, string>> } = {},
) {
  const home = await createTestHome({ docker: false, env: { PATH: lab.path, HOME: lab.folder, ...env } });
  atEnd(home.dispose);
  const run = (...argv: readonly string[]): Promise<InProcessResult> => runInProcess(argv, home.env);
  const act = async (action: string, ...argv: readonly string[]): Promise<Document> => {
    const result = await run('--action', action, '--json', ...argv);
    if (result.code === 0) return result.json() as Document;
    throw new Error(`${action} ${argv.join(' ')}: exit ${result.code}\n${result.stdout}${result.stderr}`);
  };
  /** Adds a machine of the lab under a name, with ports that no other test uses. */
  const add = async (
    name: string,
    { sshAddress }: Pick<LabNode, 'sshAddress'> = lab.nodes[0] as LabNode,
    ...more: readonly string[]
  ) => {
    const range = await freePortRange(tenantsEach);
    atEnd(() => releasePortRange(range.start));
    await act(
      'engines',
      '--add',
      name,
      '--address',
      sshAddress,
      '--port-range',
      `${range.start}-${range.end}`,
      ...more,
    );
    atEnd(async () => {
      await run('--action', 'engines', '--remove', name);
    });
    return range;
  };
  /** Runs redis-cli against a tenant at the address for its clients. */
  const redis = async (id: string, ...words: readonly string[]) => {
    const { url, tls } = (await act('connect', '--client-id', id, '--reveal', 'yes')) as {
      readonly url: string;
      readonly tls: { readonly ca: string } | null;
    };
    const { hostname, port, password, protocol } = new URL(url);
    const secure = protocol === 'rediss:' ? ['--tls', '--cacert', String(tls?.ca)] : [];
    const login = password === '' ? [] : ['--no-auth-warning', '-a', decodeURIComponent(password)];
    return redisCli(Number(port), '-h', hostname, ...secure, ...login, ...words);
  };
  return { home, run, act, add, redis };
}

/** Where a tenant is, and its port on this computer. */
export async function fleetAddress(
  act: (action: string, ...argv: readonly string[]) => Promise<Document>,
  id: string,
): Promise<{ readonly engine: string; readonly port: number }> {
  const { engine = 'local', port } = await act('status', '--client-id', id);
  return { engine: String(engine), port: Number(port) };
}
