import { invalidSetting } from '../redis/conf/check-value.ts';
import { fileValue, withValue } from '../redis/conf/conf-values.ts';
import { formatRedisConf, type RedisConf } from '../redis/conf/redis-conf.ts';
import { isOwnCertificate, PUBLISHED_PORT } from '../redis/conf/tls-place.ts';
import type { SettingFacts } from '../settings/plan/setting-facts.ts';
import type { ServerCertificates } from './certificate-files.ts';

/** The requested TLS settings of `redis.conf`. */
export interface TlsChoice {
  readonly enabled: boolean;
  /** The port of the instance, for clients of this computer. */
  readonly port: number;
  /** Beside the plain port; null: the plain port is closed, and TLS uses the port of the instance. */
  readonly tlsPort: number | null;
  readonly clientCertificates: 'required' | 'optional' | 'no';
  /** New files; null: those of the file stay. */
  readonly certificates: ServerCertificates | null;
}

type Changes = Readonly<Record<string, string | null>>;

/**
 * The text of `redis.conf` with the chosen TLS settings; all other lines are unchanged.
 * @throws AppError BAD_VALUE if an included file or the start command sets a directive that it must change
 */
export function tlsText(
  facts: Pick<SettingFacts, 'conf' | 'effective' | 'resolve' | 'published'>,
  choice: TlsChoice,
): string {
  const changes = { ...portLines(facts, choice), ...fileLines(facts.effective, choice) };
  let conf: RedisConf = facts.conf;
  for (const [name, value] of Object.entries(changes)) {
    if (fileValue(facts.resolve(conf), name) !== value) conf = withValue(conf, name, value);
  }
  const effective = facts.resolve(conf);
  const other = Object.entries(changes).find(([name, value]) => fileValue(effective, name) !== value);
  if (other) {
    const message = `${other[0]} is set in a file that redis.conf includes, or by the command that starts the server. Change it there.`;
    throw invalidSetting(other[0], 'set in redis.conf only', message);
  }
  return formatRedisConf(conf);
}

/** In a container the published port stays the same, and the port of the instance leads to it. */
function portLines({ published }: Pick<SettingFacts, 'published'>, { enabled, port, tlsPort }: TlsChoice): Changes {
  const own = String(published ? PUBLISHED_PORT : port);
  if (!enabled) return { 'tls-port': null, port: own };
  return tlsPort === null ? { port: '0', 'tls-port': own } : { port: own, 'tls-port': String(tlsPort) };
}

function fileLines(effective: RedisConf, { enabled, clientCertificates, certificates }: TlsChoice): Changes {
  const ours = isOwnCertificate(fileValue(effective, 'tls-cert-file'));
  const auth = { required: 'yes', optional: 'optional', no: 'no' }[clientCertificates];
  if (!enabled) return ours ? { ...nothing, 'tls-auth-clients': null } : {};
  if (certificates === null) return { 'tls-auth-clients': auth };
  const { cert, key, ca, clientCert, clientKey } = certificates;
  // Redis itself uses them for connections to other servers, and the app for those to this one.
  const client =
    clientCertificates === 'required' ? { 'tls-client-cert-file': clientCert, 'tls-client-key-file': clientKey } : {};
  return {
    ...nothing,
    'tls-cert-file': cert,
    'tls-key-file': key,
    'tls-ca-cert-file': ca,
    ...client,
    'tls-auth-clients': auth,
  };
}

const nothing: Changes = {
  'tls-cert-file': null,
  'tls-key-file': null,
  'tls-key-file-pass': null,
  'tls-ca-cert-file': null,
  'tls-client-cert-file': null,
  'tls-client-key-file': null,
  'tls-client-key-file-pass': null,
};
