import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;
x509.cryptoProvider.set(webcrypto as ReturnType<typeof x509.cryptoProvider.get>);

const make = () =>
  webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']) as Promise<
    x509.X509CertificateCreateSelfSignedParams['keys']
  >;
const days = (count: number) => new Date(Date.now() + count * DAY_MS);

interface Issue {
  readonly issuer: string;
  readonly signingKey: Awaited<ReturnType<typeof make>>['privateKey'];
  readonly from: number;
  readonly until: number;
  readonly names: ConstructorParameters<typeof x509.SubjectAlternativeNameExtension>[0];
}

async function issue({ issuer, signingKey, from, until, names }: Issue) {
  const own = await make();
  const certificate = await x509.X509CertificateGenerator.create({
    ...{ subject: 'CN=localhost', issuer, notBefore: days(from), notAfter: days(until), serialNumber: '02' },
    ...{ publicKey: own.publicKey, signingKey, signingAlgorithm: ALGORITHM },
    extensions: [new x509.SubjectAlternativeNameExtension(names)],
  });
  const key = await webcrypto.subtle.exportKey('pkcs8', own.privateKey);
  return { cert: certificate.toString('pem'), key: x509.PemConverter.encode(key, 'PRIVATE KEY') };
}

/**
 * An authority of a test, and certificates from it that begin and end a number of days from now, in PEM; for localhost,
 * or for an IP address.
 */
export async function someAuthority(name = 'CN=authority of a test') {
  const keys = await make();
  const extensions = [new x509.BasicConstraintsExtension(true, 0, true)];
  const life = { notBefore: days(-100), notAfter: days(100) };
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    ...{ name, keys, extensions, ...life, signingAlgorithm: ALGORITHM, serialNumber: '01' },
  });
  return {
    ca: authority.toString('pem'),
    issue: (from: number, until: number, address: string | null = null) =>
      issue({
        ...{ issuer: name, signingKey: keys.privateKey, from, until },
        names: [address === null ? { type: 'dns', value: 'localhost' } : { type: 'ip', value: address }],
      }),
  };
}

/** Issues a certificate for localhost from an authority on disk, valid between days from now. */
export async function issueBy(authority: { readonly cert: string; readonly key: string }, from: number, until: number) {
  const ca = new x509.X509Certificate(authority.cert);
  const pkcs8 = x509.PemConverter.decodeFirst(authority.key);
  const signingKey = await webcrypto.subtle.importKey('pkcs8', pkcs8, ALGORITHM, false, ['sign']);
  return issue({ issuer: ca.subject, signingKey, from, until, names: [{ type: 'dns', value: 'localhost' }] });
}
