import { createHash } from 'node:crypto';
import { lstat, readdir, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { connectEngine } from '../../electron/services/runtimes/docker/engine/engine-connection.ts';
import { loadBytes } from '../../electron/services/runtimes/docker/images/load-archive.ts';
import { packTar, type TarEntry } from '../../electron/services/runtimes/docker/images/pack-tar.ts';
import { sharedLibraries } from '../../electron/services/runtimes/docker/images/shared-libraries.ts';

/** Debian's folders of the newest PostgreSQL server; null if it is not installed. */
export async function debianPostgres(): Promise<{ readonly version: string; readonly folder: string } | null> {
  const versions = await readdir('/usr/lib/postgresql').catch(() => []);
  for (const version of versions.sort((a, b) => Number(b) - Number(a))) {
    const folder = `/usr/lib/postgresql/${version}`;
    if (await lstat(join(folder, 'bin/postgres')).catch(() => null)) return { version, folder };
  }
  return null;
}

type Files = Map<string, TarEntry>;

const file = (content: string | Buffer, mode = 0o755): TarEntry => ({
  type: 'file',
  mode,
  content: Buffer.from(content),
});

/**
 * The variables, paths and health of the official image, around the real PostgreSQL of this machine: no registry is
 * needed. https://hub.docker.com/_/postgres
 */
const postgresEntry = `#!/bin/sh
set -e
umask 077
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  initdb --pgdata="$PGDATA" --username="$POSTGRES_USER" --pwfile="$POSTGRES_PASSWORD_FILE" --no-sync \\
    --encoding=UTF8 --locale=C $POSTGRES_INITDB_ARGS
  echo 'host all all all scram-sha-256' >>"$PGDATA/pg_hba.conf"
  printf 'CREATE DATABASE %s;\\n' "$POSTGRES_DB" | postgres --single -j -D "$PGDATA" postgres
fi
mkdir -p /run/postgresql
exec "$@" -c listen_addresses='*' -c unix_socket_directories=/run/postgresql
`;

/** Loads an image with the contract of the official PostgreSQL image. @throws Error if no server is installed */
export async function loadPostgresImage(name: string): Promise<void> {
  const found = await debianPostgres();
  if (!found) throw new Error('no PostgreSQL server on this machine');
  const { folder, version } = found;
  const programs = ['initdb', 'postgres', 'psql', 'pg_dump', 'pg_restore'].map((one) => `${folder}/bin/${one}`);
  const modules = (await readdir(`${folder}/lib`)).filter((one) => one.endsWith('.so') && !one.startsWith('llvmjit'));
  const tools = ['/bin/sh', '/bin/mkdir'];
  const wanted = [...programs, ...modules.map((one) => `${folder}/lib/${one}`), ...tools];
  const files: Files = new Map();
  for (const path of [...wanted, ...(await sharedLibraries([...programs, ...tools]))]) await add(files, path);
  await addFolder(files, `/usr/share/postgresql/${version}`);
  for (const zone of ['UTC', 'GMT', 'Etc/UTC']) await add(files, `/usr/share/zoneinfo/${zone}`);
  files.set('/usr/local/bin/docker-entrypoint.sh', file(postgresEntry));
  files.set('/etc/passwd', file('root:x:0:0:root:/:/bin/sh\n', 0o644));
  await load(name, files, ['/var/lib/postgresql/data', '/tmp', '/run'], {
    Env: [`PATH=${folder}/bin:/usr/bin:/bin`, 'PGDATA=/var/lib/postgresql/data'],
    Entrypoint: ['/usr/local/bin/docker-entrypoint.sh'],
    Cmd: ['postgres'],
    ExposedPorts: { '5432/tcp': {} },
    Volumes: { '/var/lib/postgresql/data': {} },
  });
}

/**
 * A stand-in for MinIO, which no Debian package provides: its variables, secret files, ports and health address, and
 * objects as plain files. It tests the wiring of the container, and nothing of MinIO.
 */
const minioServer = `
const { createServer } = require('node:http');
const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const secret = (name) => readFileSync(join('/run/secrets', process.env[name]), 'utf8').trim();
const login = 'Basic ' + Buffer.from(secret('MINIO_ROOT_USER_FILE') + ':' + secret('MINIO_ROOT_PASSWORD_FILE')).toString('base64');
if (process.argv[2] !== 'server' || process.argv[3] !== '/data') throw new Error('unexpected arguments: ' + process.argv);
mkdirSync(process.env.HOME + '/.minio/certs', { recursive: true });
const answer = (request, response) => {
  if (request.url === '/minio/health/live') return response.end();
  if (request.headers.authorization !== login) return response.writeHead(403).end();
  const path = join('/data', new URL(request.url, 'http://minio').pathname);
  if (request.method === 'GET') {
    try { return response.end(readFileSync(path)); } catch { return response.writeHead(404).end(); }
  }
  const parts = [];
  request.on('data', (part) => parts.push(part)).on('end', () => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, Buffer.concat(parts));
    response.end();
  });
};
createServer(answer).listen(9000, '0.0.0.0');
createServer((request, response) => response.end('console')).listen(9001, '0.0.0.0');
process.on('SIGTERM', () => process.exit(0));
`;

/** Loads an image with the contract of the official MinIO image, around a stand-in. */
export async function loadMinioStandIn(name: string): Promise<void> {
  const files: Files = new Map();
  await add(files, process.execPath, '/usr/bin/node');
  for (const path of [...(await sharedLibraries([process.execPath, '/bin/sh'])), '/bin/sh']) await add(files, path);
  files.set('/server.js', file(minioServer, 0o644));
  files.set('/usr/bin/docker-entrypoint.sh', file('#!/bin/sh\nexec /usr/bin/node /server.js "$@"\n'));
  await load(name, files, ['/data', '/tmp', '/run'], {
    Env: ['PATH=/usr/bin:/bin'],
    Entrypoint: ['/usr/bin/docker-entrypoint.sh'],
    Cmd: ['minio'],
    ExposedPorts: { '9000/tcp': {} },
    Volumes: { '/data': {} },
  });
}

async function add(files: Files, source: string, path = source): Promise<void> {
  files.set(path, file(await readFile(await realpath(source))));
}

async function addFolder(files: Files, folder: string): Promise<void> {
  for (const { name, parentPath } of (await readdir(folder, { recursive: true, withFileTypes: true })).filter(
    (one) => !one.isDirectory(),
  )) {
    const path = join(parentPath, name);
    // Debian keeps the settings of the server behind some links.
    await add(files, path).catch(() => undefined);
  }
}

/** Loads an image with these files into the engine of the tests, in the format of `docker save`. */
async function load(name: string, files: Files, folders: readonly string[], config: object): Promise<void> {
  for (const folder of folders) files.set(folder, { type: 'directory', mode: 0o1777 });
  for (const path of [...files.keys()]) {
    const parts = path.split('/').slice(1, -1);
    for (const [index] of parts.entries()) {
      const parent = `/${parts.slice(0, index + 1).join('/')}`;
      if (!files.has(parent)) files.set(parent, { type: 'directory', mode: 0o755 });
    }
  }
  const layer = await packTar([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch;
  const image = Buffer.from(
    JSON.stringify({
      ...{ architecture, os: 'linux', created: '1970-01-01T00:00:00Z', config },
      rootfs: { type: 'layers', diff_ids: [`sha256:${sha256(layer)}`] },
    }),
  );
  const id = sha256(image);
  const manifest = [{ Config: `${id}.json`, RepoTags: [name], Layers: ['layer.tar'] }];
  const archive = await packTar([
    [`${id}.json`, file(image, 0o644)],
    ['layer.tar', { type: 'file', mode: 0o644, content: layer }],
    ['manifest.json', file(JSON.stringify(manifest), 0o644)],
  ]);
  const connection = connectEngine(() => process.env);
  await loadBytes(connection, archive, new AbortController().signal);
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
