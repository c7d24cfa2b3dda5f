import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../../shared/contract/errors.ts';
import { makingSteps } from '../../instances/install/make-instance.ts';
import { newConfig } from '../../instances/install/write-config.ts';
import { makeFolders } from '../../instances/registry/folders.ts';
import { withOwnAddress } from '../../instances/registry/own-address.ts';
import { instanceSpec } from '../../instances/registry/spec.ts';
import { tenantFilePath } from '../../instances/registry/tenant-record.ts';
import { untilReady } from '../../instances/status/ready.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { replaceFile, writeDurably } from '../../platform/files/durable-write.ts';
import { type InstancePaths, instancePaths } from '../../platform/home/paths.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { type Values, withValue } from '../../redis/conf/conf-values.ts';
import { formatRedisConf, parseRedisConf, setDirectives } from '../../redis/conf/redis-conf.ts';
import { configuredSettings } from '../../redis/conf/server-settings.ts';
import { tlsPort } from '../../redis/conf/tls-place.ts';
import { createRedisLink, type RedisLink, type RedisTarget } from '../../redis/connection/redis-link.ts';
import type { ServerAddress } from '../../runtimes/runtime.ts';
import { type OpenPortTls, openPortTls } from '../open-port-tls.ts';
import { prepareCopy } from './copy-settings.ts';
import type { MoveDeps } from './move-deps.ts';
import { containersAt, type MovePlace, placeName, runtimeAt, stagedFiles, stageFiles } from './move-place.ts';
import { withMovedPaths } from './moved-paths.ts';
import type { MovePlan } from './plan-move.ts';
import { listenHere, type ReplicationRelay, startRelay } from './replication-relay.ts';
import type { ServerSettings } from './server-settings.ts';

/** A port inside the container of a copy that no configuration of this app uses. */
const PORT_INSIDE = 16379;
/** Nothing listens there. */
const ANOTHER_PORT = 1;
const ANSWER_MS = 10_000;

/** A server at the new place that follows the source. It refuses writes of clients. */
export interface TenantCopy {
  readonly target: RedisTarget;
  readonly link: RedisLink;
  /** Its own settings, which differ until it is compared. */
  readonly settings: ServerSettings;
  readonly relay: ReplicationRelay;
  readonly recentOutput: () => Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface CopyOptions {
  readonly plan: MovePlan;
  readonly to: MovePlace;
  readonly password: string | null;
}

/** The files of an instance at its new place, until the switch. */
export function pathsOfCopy({ environment }: Pick<MoveDeps, 'environment'>, id: string, to: MovePlace): InstancePaths {
  const own = instancePaths(environment, id);
  const { config } = stagedFiles(environment.home, id);
  return to.engine === null ? own : { ...own, config, configFile: join(config, 'redis.conf') };
}

/**
 * Creates the instance at its new place, without starting it. The caller has journaled its removal.
 * @param replicaOf the port from which it replicates; null: it gets its data as files
 */
export async function createCopy(
  deps: MoveDeps,
  { plan, to, password }: CopyOptions,
  replicaOf: number | null,
  op: OperationContext,
): Promise<void> {
  const { environment } = deps;
  const { record } = plan;
  const { id } = plan.instance;
  const runtime = runtimeAt(deps, to);
  const own = instancePaths(environment, id);
  const staged = stagedFiles(environment.home, id);
  const isHere = to.engine === null;
  const spec = {
    ...instanceSpec(environment, id, pathsOfCopy(deps, id, to), {
      ...record,
      ...{ port: to.port, container: to.container, network: to.network },
      ...{ engineName: to.engine ?? undefined, volumes: to.volumes ?? undefined },
      ...{ deployment: to.deployment ?? undefined, publishedAt: to.publishedAt ?? undefined },
    }),
    ...(to.tlsPort !== null && { tlsPort: to.tlsPort }),
    ...(!isHere && { createsVolumes: true }),
  };
  const steps = makingSteps(to.runtime);
  await op.step(steps.prepare, () => runtime.prepare(spec, op));
  await op.step(steps.write, async () => {
    if (isHere) requireEmpty(own.data);
    await stageFiles(staged, { paths: own, record: tenantFilePath(environment, id) });
    const tls = certificatesAt(deps, plan, to);
    await tls?.issue();
    const texts = await configTexts(deps, { plan, to, replicaOf, password, tls: tls?.settings ?? {} });
    await writeDurably(join(staged.config, 'redis.conf'), texts.first);
    await writeDurably(staged.final, texts.final);
    if (!isHere) return;
    makeFolders(own);
    await replaceFile(own.configFile, texts.first);
  });
  // The journal holds the whole move as one entry.
  const undo = { add: async () => {}, drop: async () => {} };
  await op.step(steps.create, () => runtime.create(spec, { ...op, undo }));
}

/** Creates and starts the copy, which follows the source. The caller has journaled its removal. */
export async function makeCopy(
  deps: MoveDeps,
  options: CopyOptions & { readonly source: ServerAddress },
  op: OperationContext,
): Promise<TenantCopy> {
  const { environment } = deps;
  const { plan, to, password, source } = options;
  const { id } = plan.instance;
  const runtime = runtimeAt(deps, to);
  const containers = containersAt(deps, to);
  const paths = pathsOfCopy(deps, id, to);
  const here = containers ? null : await listenHere();
  const listen =
    here?.listen ?? ((signal) => (containers ?? deps.engineAt(null)).listenInside(id, PORT_INSIDE, signal));
  const port = here?.port ?? PORT_INSIDE;
  const opened: (() => unknown)[] = here ? [here.close] : [];
  const close = async () => {
    for (const end of opened.reverse()) await end();
  };
  try {
    await createCopy(deps, options, port, op);
    const { target, relay } = await op.step(makingSteps(to.runtime).start, async () => {
      const started = containers
        ? await containers.startWith(id, stagedFiles(environment.home, id).config, op.signal)
        : await runtime.start(id, op.signal);
      const relay = startRelay(source, listen);
      opened.push(relay.close);
      const settings = await configuredSettings(confPlaceOf({ paths, entry: null, record: to }));
      const { address, ...entry } = withOwnAddress(started, settings, paths.config);
      await untilReady(runtime, { ...entry, address }, password, environment.readyTimeoutMs, op);
      if (!address) throw new Error(`${id} has no address at ${placeName(to)}`);
      return { target: { ...address, password }, relay };
    });
    const link = createRedisLink(target);
    opened.push(link.close);
    const settings = await prepareCopy(link);
    await relay.listening;
    relay.begin();
    // A process here connects when it starts, but a container cannot until the relay listens inside it.
    if (!here) await connectNow(link, port);
    return { target, link, settings, relay, recentOutput: () => runtime.recentOutput(id, 20), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A replica that could not connect tries again only each second, unless it gets another master. */
async function connectNow(link: RedisLink, port: number): Promise<void> {
  const replies = await link.batch(ANSWER_MS, [
    ['REPLICAOF', '127.0.0.1', String(ANOTHER_PORT)],
    ['REPLICAOF', '127.0.0.1', String(port)],
  ]);
  for (const reply of replies) if (reply instanceof Error) throw reply;
}

/** TLS of a tenant whose port is open at its new place: its certificate names the machine. */
function certificatesAt(
  { environment }: MoveDeps,
  { node, instance: { id } }: MovePlan,
  to: MovePlace,
): OpenPortTls | null {
  if (node === null && to.publishedAt === null) return null;
  const { config } = stagedFiles(environment.home, id);
  const paths = { ...instancePaths(environment, id), config };
  const machine = node === null ? [to.publishedAt] : [node.hostname, node.address];
  return openPortTls({ id, paths, runtime: to.runtime, container: to.container ?? id }, machine);
}

/** `redis.conf` at the new place, and the one it starts with: a replica until the switch. */
async function configTexts(
  { environment }: MoveDeps,
  {
    plan,
    to,
    replicaOf,
    password,
    tls,
  }: Omit<CopyOptions, 'source'> & { readonly replicaOf: number | null; readonly tls: Values },
): Promise<{ readonly first: string; readonly final: string }> {
  const paths = instancePaths(environment, plan.instance.id);
  const { defaults } = environment;
  const planned = await newConfig({
    ...{ runtime: to.runtime, paths, port: to.port, publishOn: undefined, defaults, overrides: {} },
  });
  const text = planned.text ?? (await readFile(paths.configFile, 'utf8'));
  let conf = withMovedPaths(parseRedisConf(text), paths, { from: plan.from.runtime, to: to.runtime });
  if (to.tlsPort !== null) conf = withValue(conf, 'tls-port', String(to.tlsPort));
  // A tenant with TLS keeps its choice about client certificates.
  const hadTls = tlsPort(conf) !== 0;
  const { 'tls-auth-clients': clients = null, ...files } = tls;
  for (const [name, value] of Object.entries(files)) conf = withValue(conf, name, value);
  if (clients !== null && !hadTls) conf = withValue(conf, 'tls-auth-clients', clients);
  const final = formatRedisConf(conf);
  if (replicaOf === null) return { first: final, final };
  const replica = setDirectives(conf, {
    replicaof: ['127.0.0.1', String(replicaOf)],
    'replica-read-only': ['yes'],
    ...(tlsPort(conf) !== 0 && { 'tls-replication': ['no'] }),
    ...(password !== null && { masterauth: [password] }),
  });
  return { first: formatRedisConf(replica), final };
}

/** A tenant on another machine has no data here. @throws AppError BAD_VALUE */
function requireEmpty(folder: string): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return;
  const expected = 'an empty folder';
  const message = `The folder ${folder} has files, although the tenant is on another machine. Move them away first: they would be mixed with its data.`;
  throw new AppError('BAD_VALUE', message, { field: 'engine', expected });
}
