import { formatRedisConf, parseRedisConf } from '../../../redis/conf/redis-conf.ts';
import { mayHoldSecret } from '../../../redis/conf/secrets.ts';
import { type EngineConnection, OPERATION_LIMIT_MS } from '../engine/engine-connection.ts';
import { engineMessage, engineStatus } from '../engine/engine-failure.ts';
import type { Labels } from '../engine/ownership.ts';
import { SERVICE_LABEL } from '../engine/service-labels.ts';

/** Where a task finds its swarm config and its secret. */
export const CONFIG_PATH = '/etc/vrooli/redis.conf';
export const SECRET_PATH = '/run/secrets/redis.conf';
/** The largest swarm config. */
const MAX_CONFIG_BYTES = 500_000;

/** The config and the secret of one version of redis.conf. Both are immutable, so each start gets new ones. */
export interface ServiceObjects {
  readonly version: string;
  readonly config: { readonly id: string; readonly name: string };
  readonly secret: { readonly id: string; readonly name: string };
}

const limits = { limitMs: OPERATION_LIMIT_MS };

/** Separates the lines with secrets: anyone who may use a manager can read a config, and nobody can read a secret. */
export function splitSecrets(text: string): { readonly config: string; readonly secret: string } {
  const conf = parseRedisConf(text);
  const isPrivate = (name: string | undefined) => name !== undefined && mayHoldSecret(name) && !name.endsWith('-file');
  const lines = conf.lines.map((line) => ({ line, isSecret: isPrivate(line.directive?.name) }));
  const part = (isSecret: boolean) =>
    formatRedisConf({ ...conf, lines: lines.filter((one) => one.isSecret === isSecret).map(({ line }) => line) });
  const secret = part(true);
  // A secret must not be empty.
  return { config: part(false), secret: secret === '' ? '# No secrets.\n' : `${secret}\n` };
}

/** Creates the config and the secret of a service for its next start. */
export async function createObjects(
  manager: EngineConnection,
  service: string,
  labels: Labels,
  text: string,
): Promise<ServiceObjects> {
  const version = Date.now().toString(36);
  const { config, secret } = splitSecrets(text);
  if (Buffer.byteLength(config) > MAX_CONFIG_BYTES)
    throw new Error(`redis.conf of ${service} is larger than the 500 kB of a swarm config`);
  const name = `${service}-${version}`;
  const body = (data: string) => ({ Name: name, Labels: { ...labels }, Data: Buffer.from(data).toString('base64') });
  const made = await manager.call(
    (docker) =>
      Promise.all([
        docker.createConfig({ _query: {}, _body: body(config) }),
        docker.createSecret({ _query: {}, _body: body(secret) }),
      ]),
    limits,
  );
  const [configId, secretId] = made.map((one: { readonly id: string }) => one.id);
  return { version, config: { id: configId ?? '', name }, secret: { id: secretId ?? '', name } };
}

/** Removes the configs and secrets of a service, except those of one version. */
export async function removeObjects(manager: EngineConnection, service: string, keep: string | null): Promise<void> {
  const filters = { label: [`${SERVICE_LABEL}=${service}`] };
  await manager.call(async (docker) => {
    const [configs, secrets] = await Promise.all([
      docker.listConfigs({ filters }) as Promise<readonly { ID?: string; Spec?: { Name?: string } }[]>,
      docker.listSecrets({ filters }) as unknown as Promise<readonly { ID?: string; Spec?: { Name?: string } }[]>,
    ]);
    const old = (one: { Spec?: { Name?: string } }) => keep === null || one.Spec?.Name !== `${service}-${keep}`;
    const removals = [
      ...configs.filter(old).map(({ ID = '' }) => docker.getConfig(ID).remove()),
      ...secrets.filter(old).map(({ ID = '' }) => docker.getSecret(ID).remove()),
    ];
    for (const result of await Promise.allSettled(removals)) {
      if (result.status === 'fulfilled' || engineStatus(result.reason) === 404) continue;
      // The ending task still uses it: the next start removes it.
      if (!/in use/i.test(engineMessage(result.reason))) throw result.reason;
    }
  }, limits);
}
