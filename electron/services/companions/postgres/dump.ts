import type { DumpKind, Session } from '../kind/companion-kind.ts';
import { DATABASE, PASS_FILE, USER } from './names.ts';

/** The database that a restore fills before it replaces the current one. */
const INCOMING = `${DATABASE}_incoming`;
/** The current database, once it was renamed to make room for the new one. */
const OUTGOING = `${DATABASE}_outgoing`;
/** Exists in every cluster and contains nothing of the user. */
const MAINTENANCE = 'postgres';

/** libpq reads the password from the file, so it is neither an argument nor a variable. */
function target({ address, secret }: Session, database: string): string {
  const { host, port } = address;
  return `host=${host} port=${port} user=${USER} dbname=${database} passfile=${secret(PASS_FILE)} connect_timeout=10`;
}

/** Each statement is its own transaction, because databases cannot be created or dropped within one. */
function sql(session: Session, ...statements: readonly string[]): Promise<string> {
  const options = ['--no-psqlrc', '--quiet', '--tuples-only', '--no-align', '--set=ON_ERROR_STOP=1'];
  const commands = statements.flatMap((statement) => ['--command', statement]);
  return session.run('psql', [...options, ...commands, target(session, MAINTENANCE)]);
}

const isThere = async (session: Session, database: string) =>
  (await sql(session, `SELECT 1 FROM pg_database WHERE datname = '${database}'`)).trim() === '1';

/** A dump of the database by pg_dump, in its custom format. pg_restore of the same or a newer version restores it. */
export const postgresDump: DumpKind = {
  form: 'dump',
  extension: '.dump',

  async save(session, file) {
    const options = ['--format=custom', '--no-password', `--file=${session.exchanged(file)}`];
    await session.run('pg_dump', [...options, '--dbname', target(session, DATABASE)]);
  },

  async restore(session, file) {
    await postgresDump.finishRestore(session);
    await sql(
      session,
      `DROP DATABASE IF EXISTS ${INCOMING} WITH (FORCE)`,
      `CREATE DATABASE ${INCOMING} OWNER ${USER} TEMPLATE template0`,
    );
    const options = ['--exit-on-error', '--single-transaction', '--no-password', '--no-owner'];
    await session.run('pg_restore', [...options, '--dbname', target(session, INCOMING), session.exchanged(file)]);
    await sql(session, ...renamed(DATABASE, OUTGOING), ...renamed(INCOMING, DATABASE));
  },

  async undoRestore(session) {
    if (await isThere(session, OUTGOING)) {
      // The new database may already have the name.
      if (await isThere(session, DATABASE)) await sql(session, ...renamed(DATABASE, INCOMING));
      await sql(session, ...renamed(OUTGOING, DATABASE));
    }
    await sql(
      session,
      `DROP DATABASE IF EXISTS ${INCOMING} WITH (FORCE)`,
      `ALTER DATABASE ${DATABASE} WITH ALLOW_CONNECTIONS true`,
    );
  },

  finishRestore: async (session) => {
    await sql(session, `DROP DATABASE IF EXISTS ${OUTGOING} WITH (FORCE)`);
  },
};

/** A database with connections cannot be renamed. One that allows none gets none between the two statements. */
function renamed(from: string, to: string): readonly string[] {
  return [
    `ALTER DATABASE ${from} WITH ALLOW_CONNECTIONS false`,
    `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '${from}'`,
    `ALTER DATABASE ${from} RENAME TO ${to}`,
    `ALTER DATABASE ${to} WITH ALLOW_CONNECTIONS true`,
  ];
}
