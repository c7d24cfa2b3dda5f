import { expect, test } from 'vitest';
import { mayHoldSecret } from './secrets.ts';

test.each(['requirepass', 'masterauth', 'masteruser', 'user', 'tls-key-file', 'tls-key-file-pass', 'module-pass'])(
  'secrets › %s in redis.conf › a backup leaves it out',
  (name) => {
    expect(mayHoldSecret(name)).toBe(true);
  },
);

test.each(['save', 'maxmemory', 'aclfile', 'tls-cert-file', 'bind'])('secrets › %s › a backup keeps it', (name) => {
  expect(mayHoldSecret(name)).toBe(false);
});
