import { AppError } from '../../../shared/contract/errors.ts';
import type { TlsRequest, TlsState } from '../../../shared/contract/tls.ts';
import { requireFreePort } from '../instances/registry/require-free-port.ts';
import { requireInstance } from '../instances/status/status-by-id.ts';
import { portBeside } from '../ports/port-beside.ts';
import { coversName, readCertificate } from '../redis/certificates/certificate.ts';
import { invalidSetting } from '../redis/conf/check-value.ts';
import { confPlaceOf, pathHere } from '../redis/conf/conf-place.ts';
import { fileValue } from '../redis/conf/conf-values.ts';
import { isOwnCertificate, PUBLISHED_PORT } from '../redis/conf/tls-place.ts';
import { gather } from '../settings/plan/gather.ts';
import { type Prepared, prepare } from '../settings/plan/prepare.ts';
import type { SettingFacts } from '../settings/plan/setting-facts.ts';
import type { SettingsDeps } from '../settings/plan/settings-deps.ts';
import { certificatesIn, newFolder } from './certificate-files.ts';
import { certificateNames, portsOf } from './listening.ts';
import { tlsStateOf } from './tls-state.ts';
import { type TlsChoice, tlsText } from './tls-text.ts';

/** The result of planning a request. */
export interface TlsWork {
  readonly choice: TlsChoice;
  /** The new content of redis.conf. */
  readonly text: string;
  /** Where the new certificates go; null if the current ones stay. */
  readonly folder: string | null;
  /** Names and addresses of a new certificate. */
  readonly names: readonly string[];
}

/**
 * Determines what a request changes. Touches nothing.
 * @throws AppError BAD_VALUE, PORT_TAKEN, NOT_FOUND, NOT_RUNNING
 */
export async function planTls(deps: SettingsDeps, id: string, request: TlsRequest): Promise<TlsWork> {
  const gathered = await gather(deps, id, { names: null, own: false });
  gathered.release();
  const { facts, instance } = gathered;
  requireTls(facts);
  const state = await tlsStateOf(instance);
  const { own } = portsOf(instance, facts.effective);
  if (own === null) {
    const message = `${id} listens on a Unix socket only, which needs no TLS. Give it a port first.`;
    throw invalidSetting('port', 'an instance with a port', message);
  }
  const folder = (await needsCertificate(instance, facts, state, request)) ? newFolder(instance.paths.config) : null;
  const choice: TlsChoice = {
    enabled: request.enable,
    port: own,
    tlsPort: request.enable ? await tlsPortOf(deps, { id, own, state, facts }, request) : null,
    clientCertificates: clientCertificatesOf(facts, state, request),
    certificates: folder === null ? null : certificatesOf(folder, confPlaceOf(instance)),
  };
  const names = certificateNames(instance, facts.effective);
  return { choice, text: tlsText(facts, choice), folder, names };
}

/** The settings plan of a request, untried: its certificates do not exist yet. The caller releases the connection. */
export function prepareTls(deps: SettingsDeps, id: string, { text }: TlsWork): Promise<Prepared> {
  return prepare(deps, id, { kind: 'text', text }, { tries: false });
}

/** A running Redis that was built without TLS does not know its directives. */
function requireTls({ id, live, info }: SettingFacts): void {
  if (live === null || 'tls-port' in live) return;
  const version = info?.get('redis_version') ?? '';
  const message = `The Redis ${version} that ${id} runs was built without TLS. Upgrade ${id} to a Redis with TLS, such as that of the official image.`;
  throw invalidSetting('tls-port', 'a Redis with TLS', message);
}

async function needsCertificate(
  instance: Parameters<typeof tlsStateOf>[0],
  { effective }: SettingFacts,
  state: TlsState,
  request: TlsRequest,
): Promise<boolean> {
  if (!request.enable) return false;
  if (request.renew) return true;
  const file = fileValue(effective, 'tls-cert-file');
  if (!state.enabled || !file) return true;
  // A user's own certificate is replaced only on request.
  if (!isOwnCertificate(file)) return false;
  if (state.problem !== null) return true;
  const here = pathHere(confPlaceOf(instance), file);
  const { x509 } = here === null ? { x509: null } : await readCertificate(here);
  if (x509 === null || certificateNames(instance, effective).some((name) => !coversName(x509, name))) return true;
  // Without them the app could not connect any more.
  return request.clientCertificates === true && !fileValue(effective, 'tls-client-cert-file');
}

function certificatesOf(folder: string, place: Parameters<typeof certificatesIn>[1]) {
  const found = certificatesIn(folder, place);
  if (found !== null) return found;
  const message =
    'The folder of redis.conf is not mounted in the container, so Redis cannot read certificates there. Recreate the container with its folder.';
  throw invalidSetting('tls-cert-file', 'a folder that the container mounts', message);
}

function clientCertificatesOf(
  facts: SettingFacts,
  state: TlsState,
  request: TlsRequest,
): TlsChoice['clientCertificates'] {
  const { clientCertificates: wanted } = request;
  if (wanted === undefined) return state.enabled ? state.clientCertificates : 'no';
  if (!wanted) return 'no';
  const version = facts.info?.get('redis_version');
  const [major = 0, minor = 0] = (version ?? '99.0').split('.').map(Number);
  if (major > 6 || (major === 6 && minor >= 2)) return 'required';
  const message = `Client certificates need Redis 6.2 or newer; ${facts.id} runs ${version}.`;
  throw invalidSetting('clientCertificates', 'no, or Redis 6.2', message);
}

interface Current {
  readonly id: string;
  readonly own: number;
  readonly state: TlsState;
  readonly facts: SettingFacts;
}

/** The port beside the plain one; null if the plain port is closed. */
async function tlsPortOf(
  deps: SettingsDeps,
  { id, own, state, facts }: Current,
  request: TlsRequest,
): Promise<number | null> {
  const isClosed = state.enabled && state.plainPort === null;
  const plain = request.plainPort ?? (state.enabled && !isClosed ? 'keep' : 'close');
  const { tlsPort: wanted } = request;
  if (plain === 'close') {
    if (wanted === undefined || wanted === own) return null;
    const message = `With the plain port closed, TLS uses the port of ${id}, which is ${own}. Leave the TLS port out, or keep the plain port.`;
    throw invalidSetting('tlsPort', String(own), message);
  }
  const current = isClosed ? null : state.tlsPort;
  const port = wanted ?? current ?? (await freePort(deps, own));
  if (port === current) return port;
  if (port === own)
    throw invalidSetting(
      'tlsPort',
      'another port',
      `Port ${port} is the plain port of ${id}. Choose another one for TLS.`,
    );
  if (facts.published && port === PUBLISHED_PORT) {
    const message = `Port ${port} is the plain port inside the container. Choose another one for TLS.`;
    throw invalidSetting('tlsPort', 'another port', message);
  }
  await requireNoOwner(deps, id, port);
  await requireFreePort(port, deps.environment);
  return port;
}

async function freePort(deps: SettingsDeps, own: number): Promise<number> {
  const instances = await deps.catalogue.all();
  const taken = instances.flatMap(({ entry, record }) => [entry?.address?.port ?? record?.port, entry?.tlsPort]);
  const { port, start, end } = await portBeside(own, new Set(taken.filter((one) => typeof one === 'number')));
  if (port !== null) return port;
  throw invalidSetting('tlsPort', 'a free port', `No port from ${start} to ${end} is free. Choose one for TLS.`);
}

async function requireNoOwner(deps: SettingsDeps, id: string, port: number): Promise<void> {
  const owner = (await deps.catalogue.all()).find(
    (one) => one.id !== id && (one.entry?.address?.port ?? one.record?.port) === port,
  );
  if (owner === undefined) return;
  throw new AppError('PORT_TAKEN', `Port ${port} belongs to ${owner.id}. Choose another one.`, {
    port,
    by: owner.id,
    free: null,
  });
}

/** The state after the change. @throws AppError NOT_FOUND */
export async function currentState(deps: SettingsDeps, id: string): Promise<TlsState> {
  return tlsStateOf(await requireInstance(deps, id));
}
