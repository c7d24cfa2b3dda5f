import { AppError } from '../../../shared/contract/errors.ts';
import type { TlsProblem, TlsState } from '../../../shared/contract/tls.ts';
import type { ManagedInstance } from '../instances/registry/catalogue.ts';
import {
  type CertificateRead,
  coversName,
  keyProblem,
  readCertificate,
  validityProblem,
} from '../redis/certificates/certificate.ts';
import { confPlaceOf, pathHere, serverPath } from '../redis/conf/conf-place.ts';
import { fileValue } from '../redis/conf/conf-values.ts';
import { type EffectiveConf, readEffectiveConf } from '../redis/conf/effective-conf.ts';
import { tlsFiles } from '../redis/conf/server-settings.ts';
import { isOwnCertificate, tlsPort } from '../redis/conf/tls-place.ts';
import { listenAddresses, portsOf } from './listening.ts';

/** @throws AppError NOT_FOUND without a redis.conf */
export async function tlsStateOf(instance: ManagedInstance, now = new Date()): Promise<TlsState> {
  const { id, entry, record } = instance;
  const place = confPlaceOf(instance);
  const conf = await readEffectiveConf(place);
  if (conf === null)
    throw new AppError('NOT_FOUND', `${id} has no redis.conf. Install it first.`, { what: 'redis.conf', id });
  const here = (path: string | null) => path && pathHere(place, serverPath(place, place.cwd, path));
  const enabled = tlsPort(conf) !== 0;
  const { plain, tls } = portsOf(instance, conf);
  const { ca, cert, key } = tlsFiles(conf);
  const file = fileValue(conf, 'tls-cert-file');
  const read = enabled ? await readAt(here(file), file) : null;
  return {
    id,
    runtime: entry?.runtime ?? record?.runtime ?? null,
    enabled,
    plainPort: plain,
    tlsPort: tls,
    clientCertificates: clientCertificatesOf(conf),
    isOwn: isOwnCertificate(file),
    certificate: read?.certificate ?? null,
    problem: read === null ? null : await problemOf(instance, conf, read, here, now),
    files: enabled ? { ca: here(ca), cert: here(cert), key: here(key) } : { ca: null, cert: null, key: null },
  };
}

export function clientCertificatesOf(conf: EffectiveConf): TlsState['clientCertificates'] {
  const value = (fileValue(conf, 'tls-auth-clients') ?? 'yes').toLowerCase();
  if (value === 'no' || value === 'optional') return value;
  return 'required';
}

async function readAt(path: string | null, given: string | null): Promise<CertificateRead> {
  if (path !== null && path !== '') return readCertificate(path);
  const reason = given
    ? `${given} is inside the container, where this app cannot read it`
    : 'redis.conf names no tls-cert-file';
  return { certificate: null, x509: null, reason };
}

async function problemOf(
  instance: ManagedInstance,
  conf: EffectiveConf,
  read: CertificateRead,
  here: (path: string | null) => string | null,
  now: Date,
): Promise<TlsProblem | null> {
  if (read.certificate === null) return { code: 'unreadable', message: `The certificate is unknown: ${read.reason}.` };
  const { certificate, x509 } = read;
  const validity = validityProblem(certificate, now);
  if (validity !== null && validity.code !== 'expires-soon') return validity;
  const key = here(fileValue(conf, 'tls-key-file'));
  const ofKey = key ? await keyProblem(x509, key, fileValue(conf, 'tls-key-file-pass')) : null;
  if (ofKey !== null) return ofKey;
  const missing = ['localhost', ...listenAddresses(instance, conf)].find((name) => !coversName(x509, name));
  if (missing !== undefined) {
    const message = `The certificate is not valid for ${missing}, so clients that check names refuse it. It is for ${certificate.names.join(', ') || certificate.subject}.`;
    return validity ?? { code: 'other-name', message };
  }
  return validity;
}
