import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;
x509.cryptoProvider.set(webcrypto as ReturnType<typeof x509.cryptoProvider.get>);

/** An authority of a test, and certificates of it that begin and end so many days from now, in PEM. */
export async function someAuthority(name = 'CN=authority of a test') {
  const make = () =>
    webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']) as Promise<
      x509.X509CertificateCreateSelfSignedParams['keys']
    >;
  const days = (count: number) => new Date(Date.now() + count * DAY_MS);
  const keys = await make();
  const extensions = [new x509.BasicConstraintsExtension(true, 0, true)];
  const life = { notBefore: days(-100), notAfter: days(100) };
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    ...{ name, keys, extensions, ...life, signingAlgorithm: ALGORITHM, serialNumber: '01' },
  });
  return {
    ca: authority.toString('pem'),
    async issue(from: number, until: number) {
      const own = await make();
      const certificate = await x509.X509CertificateGenerator.create({
        ...{ subject: 'CN=localhost', issuer: name, notBefore: days(from), notAfter: days(until), serialNumber: '02' },
        ...{ publicKey: own.publicKey, signingKey: keys.privateKey, signingAlgorithm: ALGORITHM },
        extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: 'localhost' }])],
      });
      const key = await webcrypto.subtle.exportKey('pkcs8', own.privateKey);
      return { cert: certificate.toString('pem'), key: x509.PemConverter.encode(key, 'PRIVATE KEY') };
    },
  };
}
