import type { Connection } from '../contract/instance.ts';
import { quoted } from '../format/shell-word.ts';
import { urlHost } from './client-host.ts';

/** The connection details that a program needs. */
export interface Access {
  readonly host: string;
  readonly port: number;
  /** The Unix socket of a server without a port; `host` and `port` are ignored then. */
  readonly socket?: string | undefined;
  /** Null without a password; `HIDDEN` until the user reveals it. */
  readonly password: string | null;
  /** Local certificate files for a server with TLS only; null without TLS. */
  readonly tls: Connection['tls'];
}

/** Shown instead of a password until the user reveals it. */
export const HIDDEN = '••••••••••••';

export interface Snippet {
  readonly id: string;
  readonly label: string;
  /** The text to paste, with all values filled in. */
  text(access: Access): string;
  /** The program cannot connect to a Unix socket. */
  readonly needsPort?: true;
  /** Additional steps for a server with TLS only. */
  readonly tlsHint?: (tls: Tls) => string;
}

type Tls = NonNullable<Access['tls']>;

/** The URL with the encoded password and database 0. */
export function connectionUrl({ host, port, socket, password, tls }: Access): string {
  const secret = password === null ? '' : `:${encoded(password)}@`;
  if (socket !== undefined) return `unix://${secret}${socket}`;
  return `${tls ? 'rediss' : 'redis'}://${secret}${urlHost(host)}:${port}/0`;
}

/** Connection examples by program. */
export const snippets: readonly Snippet[] = [
  { id: 'redis-cli', label: 'redis-cli', text: redisCli },
  { id: 'env', label: '.env', text: environmentFile },
  { id: 'node', label: 'Node.js', text: nodeProgram },
  { id: 'python', label: 'Python', text: pythonProgram },
  { id: 'n8n', label: 'n8n', text: n8nNode, needsPort: true, tlsHint: trustedBy('n8n') },
  {
    id: 'node-red',
    label: 'Node-RED',
    text: nodeRedFlow,
    needsPort: true,
    tlsHint: trustedBy('Node-RED'),
  },
];

/** The `redis-cli` command for the instance. */
export function redisCli({ host, port, socket, password, tls }: Access): string {
  const files =
    tls === null ? [] : filesOf(tls).map(([what, path]) => ` --${what === 'ca' ? 'cacert' : what} ${quoted(path)}`);
  const place =
    socket === undefined ? `${host === 'localhost' ? '' : ` -h ${host}`} -p ${port}` : ` -s ${quoted(socket)}`;
  const to = `redis-cli${place}${tls ? ' --tls' : ''}${files.join('')}`;
  // Not `-a`, which exposes the password in the process list.
  return password === null ? to : `REDISCLI_AUTH=${shown(password, quoted)} ${to}`;
}

function environmentFile(access: Access): string {
  const { host, port, socket, password } = access;
  return [
    ...(socket === undefined ? [`REDIS_HOST=${host}`, `REDIS_PORT=${port}`] : [`REDIS_SOCKET=${quoted(socket)}`]),
    ...(password === null ? [] : [`REDIS_PASSWORD=${shown(password, quoted)}`]),
    `REDIS_URL=${connectionUrl(access)}`,
    ...filesOf(access.tls).map(([what, path]) => `REDIS_TLS_${what.toUpperCase()}=${quoted(path)}`),
  ].join('\n');
}

function nodeProgram(access: Access): string {
  const files = filesOf(access.tls).map(([what, path]) => `    ${what}: readFileSync(${string(path)}),\n`);
  const secure = `  socket: {
    tls: true,
${files.join('')}    // The CA identifies the server; its certificate need not name localhost
    checkServerIdentity: () => undefined,
  },
`;
  const secret = access.password === null ? '' : `  password: ${string(access.password)},\n`;
  const options =
    access.socket === undefined
      ? `  url: '${connectionUrl(access)}',\n${access.tls ? secure : ''}`
      : `  socket: { path: ${string(access.socket)} },\n${secret}`;
  return `${files.length > 0 ? "import { readFileSync } from 'node:fs';\n" : ''}import { createClient } from 'redis';

const client = createClient({
${options}});
await client.connect();

// Pub/Sub needs its own connection
const subscriber = client.duplicate();
await subscriber.connect();
await subscriber.subscribe('notifications', (message, channel) => {
  console.log(\`Received: \${message} on \${channel}\`);
});`;
}

function pythonProgram({ host, port, socket, password, tls }: Access): string {
  const secret = password === null ? '' : `, password=${string(password)}`;
  const names = { ca: 'ssl_ca_certs', cert: 'ssl_certfile', key: 'ssl_keyfile' };
  const files = filesOf(tls).map(([what, path]) => `\n    ${names[what]}=${string(path)},`);
  const secure = tls === null ? '' : `,\n    ssl=True, ssl_check_hostname=False,${files.join('')}\n`;
  const place = socket === undefined ? `host='${host}', port=${port}` : `unix_socket_path=${string(socket)}`;
  return `import redis

r = redis.Redis(${place}, db=0${secret}${secure})

r.set('user:123:session', '{"id": 123, "active": true}')
session_data = r.get('user:123:session')

# Use as cache, for 1 hour
r.setex('expensive_query', 3600, 'result')`;
}

function n8nNode({ host, port, password, tls }: Access): string {
  return json({
    host,
    port,
    ...(password !== null && { password }),
    ...(tls && { ssl: true }),
    database: 0,
    operation: 'set',
    key: 'workflow_state',
    value: '{{$json.status}}',
  });
}

/** A flow to import, with the nodes of node-red-contrib-redis 1.3: a button, GET, and its value in the debug panel. */
function nodeRedFlow({ host, port, password, tls }: Access): string {
  const options = {
    // Node-RED's Node.js may resolve "localhost" to ::1, where Redis does not listen.
    host: host === 'localhost' ? '127.0.0.1' : host,
    port,
    db: 0,
    ...(password !== null && { password }),
    ...(tls && { tls: { servername: 'localhost' } }),
  };
  const inTab = (id: string, x: number) => ({ id: `vrooli-redis-${id}`, z: 'vrooli-redis-tab', x, y: 80 });
  return json([
    { id: 'vrooli-redis-tab', type: 'tab', label: 'Redis' },
    {
      ...{ id: 'vrooli-redis-server', type: 'redis-config', name: `${options.host}:${port}`, cluster: false },
      ...{ options: JSON.stringify(options), optionsType: 'json' },
    },
    { ...inTab('read', 140), type: 'inject', name: 'Read', props: [], wires: [['vrooli-redis-get']] },
    {
      ...{ ...inTab('get', 320), type: 'redis-command', server: 'vrooli-redis-server', command: 'get' },
      ...{ topic: 'sensor_data', params: '[]', paramsType: 'json', payloadType: 'json', block: false },
      wires: [['vrooli-redis-show']],
    },
    { ...inTab('show', 520), type: 'debug', name: 'Value', active: true, complete: 'payload', targetType: 'msg' },
  ]);
}

function json(value: object): string {
  return JSON.stringify(value, null, 2);
}

/** The configured files by purpose. */
function filesOf(tls: Access['tls']): readonly (readonly [keyof Tls, string])[] {
  return (['ca', 'cert', 'key'] as const).flatMap((what) => {
    const path = tls?.[what];
    return path == null ? [] : [[what, path] as const];
  });
}

/** For a program without a CA option: it reads the CA from its environment and cannot use a client certificate. */
function trustedBy(program: string): (tls: Tls) => string {
  return ({ ca, cert }) =>
    [
      ...(ca === null
        ? []
        : [`Start ${program} with NODE_EXTRA_CA_CERTS=${quoted(ca)}; otherwise it does not trust the server.`]),
      ...(cert === null ? [] : ['It cannot send a client certificate: set tls-auth-clients to optional.']),
    ].join(' ');
}

/** A string literal for JavaScript and Python. */
function string(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** Encodes the password, except dots. Also encodes the apostrophe, which would end the quotes around the URL. */
function encoded(password: string): string {
  return shown(password, (text) => encodeURIComponent(text).replaceAll("'", '%27'));
}

function shown(password: string, write: (text: string) => string): string {
  return password === HIDDEN ? HIDDEN : write(password);
}
