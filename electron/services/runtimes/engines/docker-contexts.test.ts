import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { readContexts } from './docker-contexts.ts';

/** Writes contexts as Docker's command line does. */
function useContexts() {
  const config = temporaryFolder();
  const idOf = (name: string) => createHash('sha256').update(name).digest('hex');
  const write = (name: string, text: string) => {
    const folder = join(config, 'contexts/meta', idOf(name));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'meta.json'), text);
    return folder;
  };
  const add = (name: string, docker: object, metadata: object = {}) =>
    write(name, JSON.stringify({ Name: name, Metadata: metadata, Endpoints: { docker } }));
  const addCertificates = (name: string, files: readonly string[] = ['ca', 'cert', 'key']) => {
    const folder = join(config, 'contexts/tls', idOf(name), 'docker');
    mkdirSync(folder, { recursive: true });
    for (const file of files) writeFileSync(join(folder, `${file}.pem`), 'pem');
    return folder;
  };
  return { config, add, write, addCertificates, read: () => readContexts({ DOCKER_CONFIG: config }) };
}

test('Docker contexts › none were ever created › an empty list', () => {
  expect(readContexts({ DOCKER_CONFIG: temporaryFolder() })).toEqual([]);
});

test('Docker contexts › SSH and TLS › by name, with the folder of the certificates', () => {
  const { add, addCertificates, read } = useContexts();
  add('nuc', { Host: 'ssh://mia@nuc' }, { Description: 'under the desk' });
  add('cloud', { Host: 'tcp://eu-1.example:2376', SkipTLSVerify: false });
  const certificates = addCertificates('cloud');
  expect(read()).toEqual([
    { name: 'cloud', address: 'tcp://eu-1.example:2376', description: null, problem: null, certificates },
    { name: 'nuc', address: 'ssh://mia@nuc', description: 'under the desk', problem: null, certificates: null },
  ]);
});

test('Docker contexts › an address that cannot be used › listed with the reason', () => {
  const { add, addCertificates, read } = useContexts();
  add('plain', { Host: 'tcp://192.0.2.1:2375' });
  add('unchecked', { Host: 'tcp://192.0.2.1:2376', SkipTLSVerify: true });
  addCertificates('unchecked');
  add('half', { Host: 'tcp://192.0.2.1:2376' });
  const half = addCertificates('half', ['ca']);
  expect(read().map(({ name, problem }) => [name, problem])).toEqual([
    ['half', `Its folder ${half} has no cert.pem and no key.pem.`],
    ['plain', expect.stringContaining('controls the machine')],
    ['unchecked', expect.stringContaining('skips the check of the certificate')],
  ]);
});

test('Docker contexts › hostile and damaged files › left out; control characters are escaped', () => {
  const { config, add, write, read } = useContexts();
  write('broken', '{ not json');
  write('large', `{"Name":"large","x":"${'x'.repeat(20_000_000)}"}`);
  write('kubernetes', JSON.stringify({ Name: 'k', Endpoints: {} }));
  add('no address', {});
  mkdirSync(join(config, 'contexts/meta', 'not-a-digest'), { recursive: true });
  const closed = add('closed', { Host: 'ssh://host' });
  if (process.getuid?.() !== 0) chmodSync(join(closed, 'meta.json'), 0);
  add('esc\u001b[31m', { Host: 'ssh://host' });
  expect(read().map(({ name }) => name)).toContain('esc\\x1b[31m');
  expect(read().length).toBeLessThanOrEqual(2);
});
