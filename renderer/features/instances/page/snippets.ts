import type { Connection } from '../../../../shared/contract/instance.ts';
import { quoted } from '../../../lib/terminal-line.ts';

/** What a program needs in order to connect. */
export interface Access {
  readonly host: string;
  readonly port: number;
  /** The Unix socket of a server that listens on no port; `host` and `port` do not count then. */
  readonly socket?: string | undefined;
  /** Null when there is none; `HIDDEN` while it is not to be seen. */
  readonly password: string | null;
  /** Files of this computer for a server that speaks nothing but TLS; null where it speaks without. */
  readonly tls: Connection['tls'];
}

/** Stands where a password is until somebody asks for it. */
export const HIDDEN = '••••••••••••';

export interface Snippet {
  readonly id: string;
  readonly label: string;
  /** What to paste, with everything filled in. */
  text(access: Access): string;
  /** The program connects to a port only, never to a Unix socket. */
  readonly needsPort?: true;
  /** What else has to be done, where a server speaks nothing but TLS. */
  readonly tlsHint?: (tls: Tls) => string;
}

type Tls = NonNullable<Access['tls']>;

/** The address with its password, its special characters encoded, and the first database. */
export function connectionUrl({ host, port, socket, password, tls }: Access): string {
  const secret = password === null ? '' : `:${encoded(password)}@`;
  if (socket !== undefined) return `unix://${secret}${socket}`;
  return `${tls ? 'rediss' : 'redis'}://${secret}${host}:${port}/0`;
}

/** How each kind of program is connected to an instance. */
export const snippets: readonly Snippet[] = [
  { id: 'redis-cli', label: 'redis-cli', text: redisCli },
  { id: 'env', label: '.env', text: environmentFile },
  { id: 'node', label: 'Node.js', text: nodeProgram },
  { id: 'python', label: 'Python', text: pythonProgram },
  { id: 'n8n', label: 'n8n', text: n8nNode, needsPort: true, tlsHint: trustedBy('n8n') },
  { id: 'node-red', label: 'Node-RED', text: nodeRedNode, needsPort: true, tlsHint: trustedBy('Node-RED') },
];

/** The line that opens `redis-cli` on it. */
export function redisCli({ host, port, socket, password, tls }: Access): string {
  const files =
    tls === null ? [] : filesOf(tls).map(([what, path]) => ` --${what === 'ca' ? 'cacert' : what} ${quoted(path)}`);
  const place =
    socket === undefined ? `${host === 'localhost' ? '' : ` -h ${host}`} -p ${port}` : ` -s ${quoted(socket)}`;
  const to = `redis-cli${place}${tls ? ' --tls' : ''}${files.join('')}`;
  // Not `-a`: every user of the machine could read the password in the list of processes.
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
${files.join('')}    // It is known by who signed its certificate, which need not name localhost
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

// Pub/Sub needs a connection of its own
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

function nodeRedNode({ host, port, password, tls }: Access): string {
  return json({
    // Node-RED's own Node.js may take "localhost" for ::1, where nobody listens.
    server: host === 'localhost' ? '127.0.0.1' : host,
    port: String(port),
    ...(password !== null && { password }),
    ...(tls && { tls: true }),
    command: 'get',
    topic: 'sensor_data',
    database: '0',
  });
}

function json(value: object): string {
  return JSON.stringify(value, null, 2);
}

/** Those files that there are, by what they are for. */
function filesOf(tls: Access['tls']): readonly (readonly [keyof Tls, string])[] {
  return (['ca', 'cert', 'key'] as const).flatMap((what) => {
    const path = tls?.[what];
    return path == null ? [] : [[what, path] as const];
  });
}

/** A program that takes no file of an authority takes it from its environment, and shows no certificate. */
function trustedBy(program: string): (tls: Tls) => string {
  return ({ ca, cert }) =>
    [
      ...(ca === null
        ? []
        : [`Start ${program} with NODE_EXTRA_CA_CERTS=${quoted(ca)}, else it does not trust the server.`]),
      ...(cert === null ? [] : [`It cannot show a certificate: set tls-auth-clients to optional for it.`]),
    ].join(' ');
}

/** A string of JavaScript and of Python. */
function string(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** Dots stay dots. The apostrophe, which URLs may hold, would end the quotes around it. */
function encoded(password: string): string {
  return shown(password, (text) => encodeURIComponent(text).replaceAll("'", '%27'));
}

function shown(password: string, write: (text: string) => string): string {
  return password === HIDDEN ? HIDDEN : write(password);
}
