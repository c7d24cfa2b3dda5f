/** The user, who owns the database of the same name. */
export const USER = 'app';
export const DATABASE = 'app';

/** The file names of the secrets. */
export const PASSWORD_FILE = 'postgres_password';
/** The same password in libpq's format, for client programs. */
export const PASS_FILE = 'pgpass';
