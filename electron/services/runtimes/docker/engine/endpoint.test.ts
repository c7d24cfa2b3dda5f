import { expect, test } from 'vitest';
import { candidateEndpoints, endpointFromUrl } from './endpoint.ts';

const urls = (env: Record<string, string>, platform: NodeJS.Platform) =>
  candidateEndpoints(env, platform).map(({ url }) => url);

test('endpoint › DOCKER_HOST formats › parsed like Docker', () => {
  expect(endpointFromUrl('unix:///run/d.sock', {})).toMatchObject({ socketPath: '/run/d.sock' });
  expect(endpointFromUrl('npipe:////./pipe/docker_engine', {})).toMatchObject({ socketPath: '//./pipe/docker_engine' });
  expect(endpointFromUrl('tcp://127.0.0.1:2375', {})).toMatchObject({ host: '127.0.0.1', port: 2375, secure: false });
  expect(endpointFromUrl('127.0.0.1:4000', {})).toMatchObject({ host: '127.0.0.1', port: 4000, secure: false });
  expect(endpointFromUrl('tcp://host', { DOCKER_TLS_VERIFY: '1' })).toMatchObject({ port: 2376, secure: true });
});

test.each(['ssh://me@host', 'ftp://host', '://', 'no such thing'])(
  'endpoint › DOCKER_HOST=%s › refused with a fix',
  (url) => {
    expect(() => endpointFromUrl(url, {})).toThrow(/DOCKER_HOST .* Set it to the socket of an engine on this computer/);
  },
);

test('candidates › DOCKER_HOST set › only its endpoint', () => {
  expect(urls({ DOCKER_HOST: 'unix:///x.sock', HOME: '/h' }, 'linux')).toEqual(['unix:///x.sock']);
});

test('candidates › no DOCKER_HOST › Docker sockets before Podman sockets', () => {
  expect(urls({ HOME: '/h', XDG_RUNTIME_DIR: '/run/user/7' }, 'linux')).toEqual([
    'unix:///var/run/docker.sock',
    'unix:///run/user/7/docker.sock',
    'unix:///h/.docker/run/docker.sock',
    'unix:///h/.docker/desktop/docker.sock',
    'unix:///run/user/7/podman/podman.sock',
    'unix:///run/podman/podman.sock',
    'unix:///h/.local/share/containers/podman/machine/podman.sock',
  ]);
  expect(urls({ HOME: '/h' }, 'darwin')).not.toContainEqual(expect.stringContaining('undefined'));
  expect(urls({}, 'win32')[0]).toBe('npipe:////./pipe/docker_engine');
});
