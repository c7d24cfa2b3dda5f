import { readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { replaceFile } from '../../platform/files/durable-write.ts';
import { orNull } from '../../platform/files/file-errors.ts';
import { isExecutable } from '../../runtimes/process/program.ts';
import type { ProgramKind, ProgramPlace } from '../kind/companion-kind.ts';
import { readSecret } from '../store/secret-files.ts';
import { DATABASE, PASSWORD_FILE, USER } from './names.ts';

/** Debian installs each version in its own folder, outside PATH. */
const DEBIAN = '/usr/lib/postgresql';

/** Folders of other package managers. */
const usualFolders = ['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin', '/opt/local/bin', '/usr/pgsql/bin'];

const needed = ['initdb', 'postgres', 'psql', 'pg_dump', 'pg_restore'];

/** The newest installed version that has both server and client programs; null if there is none. */
async function findPostgres(path: string | undefined): Promise<string | null> {
  const versions = ((await orNull(readdir(DEBIAN))) ?? []).filter((name) => /^\d+$/.test(name));
  const newestFirst = versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(DEBIAN, version, 'bin'));
  for (const folder of [...newestFirst, ...(path ?? '').split(delimiter).filter(Boolean), ...usualFolders]) {
    const found = await Promise.all(needed.map((name) => isExecutable(join(folder, name))));
    if (found.every(Boolean)) return folder;
  }
  return null;
}

/** Only programs of this computer connect, each with the password. There is no Unix socket. */
const hostAccess = `# Written by Vrooli Redis Desktop.
host all all 127.0.0.1/32 scram-sha-256
`;

/** PostgreSQL as a process of this computer. */
export const postgresProgram: ProgramKind = {
  find: findPostgres,
  howToGet: 'Install the PostgreSQL server with your package manager (Debian and Ubuntu: postgresql), or use Docker.',
  refusesRoot: true,
  programNames: ['postgres', 'postmaster'],
  endSignal: 'SIGINT',

  async initialize(place) {
    const { dataFolder, paths } = place;
    const options = ['--encoding=UTF8', '--locale=C', '--data-checksums', '--no-instructions'];
    // Nobody can connect until the lines below are in pg_hba.conf.
    await place.run('initdb', ['--pgdata', dataFolder, '--username', USER, '--auth=reject', ...options]);
    await replaceFile(join(paths.data, 'pg_hba.conf'), hostAccess);
    const password = readSecret(paths, PASSWORD_FILE);
    // On standard input, where no other user sees it. The server stores only the verifier.
    const statements = `ALTER ROLE ${USER} PASSWORD '${password}';\n\nCREATE DATABASE ${DATABASE} OWNER ${USER};\n\n`;
    await place.run('postgres', ['--single', '-j', '-D', dataFolder, 'postgres'], statements);
  },

  command: ({ programs, dataFolder, ports }: ProgramPlace) => ({
    program: join(programs, 'postgres'),
    args: ['-D', dataFolder, '-h', '127.0.0.1', '-p', String(ports.postgres), '-k', '', ...settings],
  }),
};

const settings = ['-c', 'password_encryption=scram-sha-256', '-c', 'logging_collector=off'];
