import { describe, expect, test } from 'vitest';
import { serviceLabels, serviceTenant } from '../engine/ownership.ts';
import { serviceOptions } from './service-containers.ts';

const facts = { product: 'Docker', rootless: false, selinux: false, limitsPids: true } as const;
const spec = {
  name: 'vrooli-client-shop.postgres',
  network: 'vrooli-shop-network',
  alias: 'postgres',
  labels: serviceLabels('shop', 'postgres'),
  image: 'postgres',
  command: ['postgres'],
  environment: { POSTGRES_PASSWORD_FILE: '/run/secrets/postgres_password' },
  mounts: [{ source: '/home/data', target: '/data', readOnly: false }],
  ports: [{ inside: 5432, port: 15_400 }],
  endSignal: 'SIGINT',
} as const;

describe('the container of a service', () => {
  test('options › published on 127.0.0.1, on the network of the tenant by its name, with least privilege', () => {
    const options = serviceOptions(spec, facts, { home: '/home', user: '1000:1000' });
    expect(options).toMatchObject({
      ...{ Image: 'postgres:latest', User: '1000:1000', StopSignal: 'SIGINT', Healthcheck: { Test: ['NONE'] } },
      Env: ['POSTGRES_PASSWORD_FILE=/run/secrets/postgres_password'],
      NetworkingConfig: { EndpointsConfig: { 'vrooli-shop-network': { Aliases: ['postgres'] } } },
      HostConfig: {
        ...{ CapDrop: ['ALL'], ReadonlyRootfs: true, PidsLimit: expect.any(Number) },
        PortBindings: { '5432/tcp': [{ HostIp: '127.0.0.1', HostPort: '15400' }] },
        Mounts: [{ Type: 'bind', Source: '/home/data', Target: '/data', ReadOnly: false }],
      },
    });
  });

  test('the app runs as root › the container does not', () => {
    expect(serviceOptions(spec, facts, { home: '/home', user: '0:0' }).User).toBe('999:999');
  });

  test('labels › name its tenant, and no instance', () => {
    expect(serviceTenant(spec.labels)).toBe('shop');
    expect(serviceTenant({ ...spec.labels, 'vrooli.resource': 'redis' })).toBeNull();
    expect(serviceTenant({ ...spec.labels, 'vrooli.client': '../x' })).toBeNull();
    expect(serviceTenant({})).toBeNull();
  });
});
