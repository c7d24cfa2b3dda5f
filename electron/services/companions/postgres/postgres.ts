import { join } from 'node:path';
import { readStateBytesNow } from '../../platform/files/state-file.ts';
import type { Kind } from '../kind/companion-kind.ts';
import { newPassword } from '../store/secret-files.ts';
import { postgresDump } from './dump.ts';
import { DATABASE, PASS_FILE, PASSWORD_FILE, USER } from './names.ts';
import { postgresProgram } from './program.ts';
import { probePostgres } from './wire.ts';

const PORT = 5432;
const DATA_TARGET = '/var/lib/postgresql/data';

/** PostgreSQL, in the official image or as a process. */
export const postgres: Kind = {
  name: 'postgres',
  title: 'PostgreSQL',
  ports: [{ name: 'postgres', inside: PORT }],

  secrets() {
    const password = newPassword();
    return { [PASSWORD_FILE]: password, [PASS_FILE]: `*:*:*:${USER}:${password}\n` };
  },

  // https://hub.docker.com/_/postgres
  container: {
    image: 'postgres:16-alpine',
    variable: 'POSTGRES_IMAGE',
    command: ['postgres'],
    environment: {
      POSTGRES_USER: USER,
      POSTGRES_DB: DATABASE,
      POSTGRES_PASSWORD_FILE: `/run/secrets/${PASSWORD_FILE}`,
      POSTGRES_INITDB_ARGS: '--data-checksums --auth=scram-sha-256',
      PGDATA: DATA_TARGET,
    },
    dataTarget: DATA_TARGET,
    refusesRoot: true,
    // initdb looks up its own user, and the image does not know the user of this computer.
    files: (user) => ({
      '/etc/passwd': `root:x:0:0:root:/root:/bin/sh\npostgres:x:${user}:PostgreSQL:/tmp:/bin/sh\n`,
    }),
    endSignal: 'SIGINT',
  },

  program: postgresProgram,
  probe: (port) => probePostgres(port, USER),

  version({ data }) {
    try {
      return readStateBytesNow(join(data, 'PG_VERSION'))?.toString('utf8').trim() || null;
    } catch {
      return null;
    }
  },

  connection: {
    url: (host, port) => `postgresql://${USER}@${host}:${port}/${DATABASE}`,
    environment({ ports, secrets }) {
      const password = secrets[PASSWORD_FILE] ?? '';
      const port = ports.postgres ?? PORT;
      return {
        DATABASE_URL: `postgresql://${USER}:${password}@localhost:${port}/${DATABASE}`,
        POSTGRES_HOST: 'localhost',
        POSTGRES_PORT: String(port),
        POSTGRES_USER: USER,
        POSTGRES_PASSWORD: password,
        POSTGRES_DB: DATABASE,
      };
    },
    compose: () => ({
      environment: {
        POSTGRES_USER: USER,
        POSTGRES_DB: DATABASE,
        POSTGRES_PASSWORD_FILE: `/run/secrets/${PASSWORD_FILE}`,
      },
      secrets: { [PASSWORD_FILE]: 'POSTGRES_PASSWORD' },
      dataTarget: DATA_TARGET,
      ports: [{ variable: 'POSTGRES_PORT', inside: PORT }],
    }),
  },

  backup: postgresDump,
};
