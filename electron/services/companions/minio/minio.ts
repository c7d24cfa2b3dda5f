import { get } from 'node:http';
import type { Kind, Readiness } from '../kind/companion-kind.ts';
import { newPassword } from '../store/secret-files.ts';

const API_PORT = 9000;
const CONSOLE_PORT = 9001;
const USER = 'app';
const USER_FILE = 'minio_root_user';
const PASSWORD_FILE = 'minio_root_password';
const ANSWER_MS = 1000;

const command = ['server', '/data', '--address', `:${API_PORT}`, '--console-address', `:${CONSOLE_PORT}`];

/** The names of files in /run/secrets: the image's script and the server both look there for a plain name. */
const secretFiles = { MINIO_ROOT_USER_FILE: USER_FILE, MINIO_ROOT_PASSWORD_FILE: PASSWORD_FILE };

/** MinIO, an object store with the Amazon S3 API. */
export const minio: Kind = {
  name: 'minio',
  title: 'MinIO',
  ports: [
    { name: 'minio', inside: API_PORT },
    { name: 'minio-console', inside: CONSOLE_PORT },
  ],

  secrets: () => ({ [USER_FILE]: USER, [PASSWORD_FILE]: newPassword() }),

  // https://github.com/minio/minio/blob/master/dockerscripts/docker-entrypoint.sh
  container: {
    image: 'minio/minio',
    variable: 'MINIO_IMAGE',
    command,
    // It creates a folder for certificates in its home folder, and the container's root is read-only.
    environment: { ...secretFiles, HOME: '/tmp' },
    dataTarget: '/data',
    refusesRoot: false,
    files: () => ({}),
    endSignal: 'SIGTERM',
  },

  program: null,
  probe: probeMinio,
  version: () => null,

  connection: {
    url: (host, port) => `http://${host}:${port}`,
    environment({ ports, secrets }) {
      const [port, console] = [ports.minio ?? API_PORT, ports['minio-console'] ?? CONSOLE_PORT];
      return {
        MINIO_ENDPOINT: `http://localhost:${port}`,
        MINIO_CONSOLE_URL: `http://localhost:${console}`,
        MINIO_PORT: String(port),
        MINIO_CONSOLE_PORT: String(console),
        MINIO_ROOT_USER: secrets[USER_FILE] ?? USER,
        MINIO_ROOT_PASSWORD: secrets[PASSWORD_FILE] ?? '',
      };
    },
    compose: () => ({
      command,
      environment: secretFiles,
      secrets: { [USER_FILE]: 'MINIO_ROOT_USER', [PASSWORD_FILE]: 'MINIO_ROOT_PASSWORD' },
      dataTarget: '/data',
      ports: [
        { variable: 'MINIO_PORT', inside: API_PORT },
        { variable: 'MINIO_CONSOLE_PORT', inside: CONSOLE_PORT },
      ],
    }),
  },

  backup: { form: 'archive', extension: '.tar' },
};

/** @see https://docs.min.io/community/minio-object-store/operations/monitoring/healthcheck-probe.html */
function probeMinio(port: number): Promise<Readiness> {
  return new Promise((resolve) => {
    const options = { host: '127.0.0.1', port, path: '/minio/health/live', agent: false, timeout: ANSWER_MS };
    const asked = get(options, (reply) => {
      resolve(reply.statusCode === 200 ? 'ready' : 'starting');
      asked.destroy();
    });
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => resolve('silent'));
    // The engine's proxy of a published port accepts connections, and closes them if nothing listens in the container.
    asked.on('close', () => resolve('silent'));
  });
}
