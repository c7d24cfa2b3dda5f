import { randomBytes, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import { dirname, join } from 'node:path';
import type * as X509 from '@peculiar/x509';
import { AppError } from '../../../shared/contract/errors.ts';
import { writeDurably } from '../platform/files/durable-write.ts';
import { readStateFile } from '../platform/files/state-file.ts';
import { ensureFolder } from '../platform/home/ensure-folder.ts';
import type { InstancePaths } from '../platform/home/paths.ts';

const DAY_MS = 86_400_000;
/** Some clients refuse server certificates that are valid for longer. */
const LEAF_DAYS = 397;
const AUTHORITY_DAYS = 3650;
/** Certificates begin earlier, for clients with a slow clock. */
const BACKDATED_MS = DAY_MS;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const SMALL = { largestBytes: 64 * 1024 };

/** A certificate and its private key, both in PEM. */
export interface Pair {
  readonly certificate: string;
  readonly key: string;
}

/** The certificate authority of one instance. It signs nothing but the certificates of that instance. */
export interface Authority {
  readonly certificate: string;
  readonly expiresAt: Date;
  /** @param names host names and addresses; the first is also the common name */
  issueServer(names: readonly string[]): Promise<Pair>;
  issueClient(name: string, days?: number): Promise<Pair>;
}

/** The authority is beside the folders of the instance, and in none that a container mounts. */
export function authorityFolder({ root }: Pick<InstancePaths, 'root'>): string {
  return join(root, 'tls');
}

/**
 * The authority of an instance; created if it has none, or if the old one would expire before its certificates.
 * @throws AppError FILE_UNREADABLE
 */
export async function openAuthority(id: string, paths: Pick<InstancePaths, 'root'>): Promise<Authority> {
  return (await readAuthority(paths)) ?? createAuthority(id, paths);
}

/** Null if the instance has no authority, or one that expires before the certificates it would issue. */
export async function readAuthority(paths: Pick<InstancePaths, 'root'>): Promise<Authority | null> {
  const [file, keyFile] = filesOf(paths);
  const [certificate, key] = [await readStateFile(file, SMALL), await readStateFile(keyFile, SMALL)];
  if (certificate === null || key === null) return null;
  const x509 = await library();
  try {
    const parsed = new x509.X509Certificate(certificate);
    if (parsed.notAfter.getTime() - Date.now() < LEAF_DAYS * DAY_MS) return null;
    return authorityOf(x509, parsed, await importKey(x509, key));
  } catch (cause) {
    const detail = 'it is not a certificate authority of this app';
    const message = `${file} cannot be used: ${detail}. Delete ${dirname(file)}, then issue a certificate; clients then need the new ca.crt.`;
    const data = { path: file, trouble: 'damaged', detail, fix: null } as const;
    throw new AppError('FILE_UNREADABLE', message, data, { cause });
  }
}

async function createAuthority(id: string, paths: Pick<InstancePaths, 'root'>): Promise<Authority> {
  const x509 = await library();
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const notBefore = new Date(Date.now() - BACKDATED_MS);
  // The number tells the authorities of two homes apart in a client's list.
  const name = `CN=Vrooli Redis Desktop authority of ${id} (${randomBytes(4).toString('hex')})`;
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name,
    notBefore,
    notAfter: new Date(notBefore.getTime() + AUTHORITY_DAYS * DAY_MS),
    signingAlgorithm: ALGORITHM,
    keys: keys as X509.X509CertificateCreateSelfSignedParams['keys'],
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey as X509.PublicKeyType),
    ],
  });
  const [file, keyFile] = filesOf(paths);
  ensureFolder(dirname(file));
  // The key first: a certificate without its key would look like an authority.
  await writeDurably(keyFile, await exportKey(x509, keys.privateKey));
  await writeDurably(file, pem(certificate));
  return authorityOf(x509, certificate, keys.privateKey);
}

function authorityOf(x509: typeof X509, authority: X509.X509Certificate, signingKey: webcrypto.CryptoKey): Authority {
  const issue = async (subject: string, days: number, extensions: X509.Extension[]): Promise<Pair> => {
    const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
    const until = Date.now() + days * DAY_MS;
    const certificate = await x509.X509CertificateGenerator.create({
      serialNumber: serialNumber(),
      subject,
      issuer: authority.subject,
      notBefore: new Date(Math.max(authority.notBefore.getTime(), Date.now() - BACKDATED_MS)),
      notAfter: new Date(Math.min(until, authority.notAfter.getTime())),
      signingAlgorithm: ALGORITHM,
      publicKey: keys.publicKey as X509.PublicKeyType,
      signingKey: signingKey as X509.X509CertificateCreateWithKeyParams['signingKey'],
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey as X509.PublicKeyType),
        await x509.AuthorityKeyIdentifierExtension.create(authority),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        ...extensions,
      ],
    });
    return { certificate: pem(certificate), key: await exportKey(x509, keys.privateKey) };
  };
  const usage = (use: 'serverAuth' | 'clientAuth') => new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage[use]]);
  return {
    certificate: pem(authority),
    expiresAt: authority.notAfter,
    issueServer: (names) =>
      issue(`CN=${names[0] ?? 'localhost'}`, LEAF_DAYS, [
        usage('serverAuth'),
        new x509.SubjectAlternativeNameExtension(
          names.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value }) as const),
        ),
      ]),
    issueClient: (name, days = LEAF_DAYS) => issue(`CN=${name}`, days, [usage('clientAuth')]),
  };
}

/** Loaded on demand: most commands issue nothing. */
async function library(): Promise<typeof X509> {
  // The library's dependency injection needs it.
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  x509.cryptoProvider.set(webcrypto as ReturnType<typeof x509.cryptoProvider.get>);
  return x509;
}

function filesOf(paths: Pick<InstancePaths, 'root'>): readonly [certificate: string, key: string] {
  const folder = authorityFolder(paths);
  return [join(folder, 'authority.crt'), join(folder, 'authority.key')];
}

/** Positive, with 63 random bits. */
function serialNumber(): string {
  const bytes = randomBytes(8);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
}

function pem(certificate: X509.X509Certificate): string {
  return `${certificate.toString('pem').trim()}\n`;
}

async function exportKey(x509: typeof X509, key: webcrypto.CryptoKey): Promise<string> {
  const bytes = await webcrypto.subtle.exportKey('pkcs8', key);
  return `${x509.PemConverter.encode(bytes, 'PRIVATE KEY').trim()}\n`;
}

async function importKey(x509: typeof X509, text: string): Promise<webcrypto.CryptoKey> {
  return webcrypto.subtle.importKey('pkcs8', x509.PemConverter.decodeFirst(text), ALGORITHM, false, ['sign']);
}
