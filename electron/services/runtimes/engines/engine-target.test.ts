import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../shared/contract/errors.ts';
import { parseTarget, sshDestination } from './engine-target.ts';

const refusal = (address: string, secure = false) => {
  try {
    parseTarget(address, secure);
  } catch (error) {
    if (error instanceof AppError && error.code === 'BAD_VALUE') return error.message;
    throw error;
  }
  return null;
};

describe('engine address', () => {
  test('ssh:// › user, port and socket are optional', () => {
    expect(parseTarget('ssh://build-01', false)).toEqual({
      ...{ kind: 'ssh', user: null, host: 'build-01', port: null, socket: '/var/run/docker.sock' },
    });
    expect(parseTarget(' ssh://ci@build-01:2222/run/user/1000/docker.sock ', false)).toEqual({
      ...{ kind: 'ssh', user: 'ci', host: 'build-01', port: 2222, socket: '/run/user/1000/docker.sock' },
    });
    expect(parseTarget('ssh://[fe80::1]', false)).toMatchObject({ host: 'fe80::1' });
  });

  test('ssh:// › the destination cannot become an option', () => {
    const target = parseTarget('ssh://ci@build-01:2222', false);
    expect(target.kind === 'ssh' && sshDestination(target)).toEqual(['-p', '2222', '--', 'ci@build-01']);
    for (const bad of ['ssh://-oProxyCommand=id', 'ssh://-x@host', 'ssh://a%20b@host', 'ssh://host?x', 'ssh://h;id']) {
      expect(refusal(bad)).not.toBeNull();
    }
  });

  test('a password in the address › refused', () => {
    expect(refusal('ssh://ci:secret@build-01')).toContain('a password');
  });

  test('tcp:// without TLS › only on this computer', () => {
    expect(refusal('tcp://192.0.2.1:2375')).toContain('controls the machine');
    expect(parseTarget('tcp://127.0.0.1:2375', false)).toMatchObject({ port: 2375, secure: false });
    expect(parseTarget('tcp://localhost', false)).toMatchObject({ port: 2375 });
    expect(parseTarget('tcp://192.0.2.1', true)).toMatchObject({ host: '192.0.2.1', port: 2376, secure: true });
  });

  test('a socket › an absolute path that ssh accepts unchanged', () => {
    expect(parseTarget('unix:///run/d.sock', false)).toEqual({ kind: 'unix', socket: '/run/d.sock' });
    expect(refusal('unix://run/d.sock')).toContain('absolute path');
    expect(refusal('ssh://host/a:b')).toContain('absolute path');
  });

  test.each(['', 'build-01', 'http://host', 'npipe:////./pipe/docker_engine'])(
    '"%s" › refused with the forms',
    (text) => {
      expect(refusal(text)).toContain('ssh://[USER@]HOST');
    },
  );
});
