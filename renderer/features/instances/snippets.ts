import { quoted } from '../../terminal-line.ts';

/** What a program needs in order to connect. */
export interface Access {
  readonly host: string;
  readonly port: number;
  /** Null when there is none; `HIDDEN` while it is not to be seen. */
  readonly password: string | null;
}

/** Stands where a password is until somebody asks for it. */
export const HIDDEN = '••••••••••••';

export interface Snippet {
  readonly id: string;
  readonly label: string;
  /** What to paste, with everything filled in. */
  text(access: Access): string;
}

/** The address with its password, its special characters encoded, and the first database. */
export function connectionUrl({ host, port, password }: Access): string {
  return `redis://${password === null ? '' : `:${encoded(password)}@`}${host}:${port}/0`;
}

/** How each kind of program is connected to an instance. */
export const snippets: readonly Snippet[] = [
  { id: 'redis-cli', label: 'redis-cli', text: redisCli },
  { id: 'env', label: '.env', text: environmentFile },
  { id: 'node', label: 'Node.js', text: nodeProgram },
  { id: 'python', label: 'Python', text: pythonProgram },
  { id: 'n8n', label: 'n8n', text: n8nNode },
  { id: 'node-red', label: 'Node-RED', text: nodeRedNode },
];

/** The line that opens `redis-cli` on it. */
export function redisCli({ host, port, password }: Access): string {
  const to = `redis-cli${host === 'localhost' ? '' : ` -h ${host}`} -p ${port}`;
  // Not `-a`: every user of the machine could read the password in the list of processes.
  return password === null ? to : `REDISCLI_AUTH=${shown(password, quoted)} ${to}`;
}

function environmentFile(access: Access): string {
  const { host, port, password } = access;
  return [
    `REDIS_HOST=${host}`,
    `REDIS_PORT=${port}`,
    ...(password === null ? [] : [`REDIS_PASSWORD=${shown(password, quoted)}`]),
    `REDIS_URL=${connectionUrl(access)}`,
  ].join('\n');
}

function nodeProgram(access: Access): string {
  return `import { createClient } from 'redis';

const client = createClient({
  url: '${connectionUrl(access)}',
});
await client.connect();

// Pub/Sub needs a connection of its own
const subscriber = client.duplicate();
await subscriber.connect();
await subscriber.subscribe('notifications', (message, channel) => {
  console.log(\`Received: \${message} on \${channel}\`);
});`;
}

function pythonProgram({ host, port, password }: Access): string {
  const secret = password === null ? '' : `, password=${pythonString(password)}`;
  return `import redis

r = redis.Redis(host='${host}', port=${port}, db=0${secret})

r.set('user:123:session', '{"id": 123, "active": true}')
session_data = r.get('user:123:session')

# Use as cache, for 1 hour
r.setex('expensive_query', 3600, 'result')`;
}

function n8nNode({ host, port, password }: Access): string {
  return json({
    host,
    port,
    ...(password !== null && { password }),
    database: 0,
    operation: 'set',
    key: 'workflow_state',
    value: '{{$json.status}}',
  });
}

function nodeRedNode({ host, port, password }: Access): string {
  return json({
    // Node-RED's own Node.js may take "localhost" for ::1, where nobody listens.
    server: host === 'localhost' ? '127.0.0.1' : host,
    port: String(port),
    ...(password !== null && { password }),
    command: 'get',
    topic: 'sensor_data',
    database: '0',
  });
}

function json(value: object): string {
  return JSON.stringify(value, null, 2);
}

function pythonString(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** Dots stay dots. The apostrophe, which URLs may hold, would end the quotes around it. */
function encoded(password: string): string {
  return shown(password, (text) => encodeURIComponent(text).replaceAll("'", '%27'));
}

function shown(password: string, write: (text: string) => string): string {
  return password === HIDDEN ? HIDDEN : write(password);
}
