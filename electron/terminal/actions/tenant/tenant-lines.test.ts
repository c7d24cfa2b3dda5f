import { expect, test } from 'vitest';
import type { Tenant } from '../../../../shared/contract/tenant.ts';
import { tenantLines } from './tenant-lines.ts';

const made = { client: 'acme', port: 7000, passwordSet: true, engine: 'nuc', container: 'c', runtime: 'docker' };
const lines = (fields: Partial<Tenant>) => tenantLines({ ...made, ...fields } as Tenant).join('\n');

test('new tenant on another machine › where its port is', () => {
  expect(lines({ url: 'redis://localhost:7000' })).toContain('Engine: nuc; its port is forwarded to this computer');
  expect(lines({ url: 'rediss://192.168.1.7:7000' })).toContain('Engine: nuc; its port is open at 192.168.1.7');
  expect(lines({ url: 'rediss://localhost:7000', deployment: 'service' })).toContain('Service of a swarm');
});
