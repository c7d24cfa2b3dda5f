/** In the Secret until a password is set. The pod refuses to start with it. */
export const PLACEHOLDER = 'CHANGE-ME';

/** Whether a password passes unchanged through a variable and {@link startScript}, which write it as one line. */
export function isExportable(password: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  return password !== PLACEHOLDER && !/[\u0000-\u001f\u007f\ufffd]/.test(password);
}

/** A shell word. Paths and names here have no quotes. */
const word = (text: string) => `'${text}'`;

/**
 * Starts Redis with the password from the environment. redis.conf cannot read a variable and an argument is visible to
 * every program on the node, so the password goes into a file in memory that redis.conf includes.
 * @param secret the name of the Secret, for the message
 */
export function startScript(secret: string, files: { readonly conf: string; readonly auth: string }): string {
  return [
    'set -eu',
    'umask 077',
    `if [ -z "\${REDISCLI_AUTH:-}" ] || [ "$REDISCLI_AUTH" = ${word(PLACEHOLDER)} ]; then`,
    `  echo ${word(`Set the key password of the Secret ${secret} first, then delete this pod.`)} >&2`,
    '  exit 1',
    'fi',
    // Redis reads `"` and `\` within quotes as `\"` and `\\`.
    `{ printf 'requirepass "'; printf '%s' "$REDISCLI_AUTH" | sed 's/[\\\\"]/\\\\&/g'; printf '"\\n'; } | tr -d '\\n' > ${word(files.auth)}`,
    `exec redis-server ${word(files.conf)}`,
    '',
  ].join('\n');
}

/**
 * Ready: Redis answers and has loaded its data. With MISCONF (it cannot save) it still serves reads. `redis-cli` reads the
 * password from REDISCLI_AUTH.
 */
export const READY_SCRIPT = "redis-cli -h 127.0.0.1 -p 6379 ping | grep -Eq '^(PONG|MISCONF)'";

/** Alive: Redis answers at all. A server that loads its data, runs a script or cannot save must not be killed for it. */
export const ALIVE_SCRIPT = "redis-cli -h 127.0.0.1 -p 6379 ping | grep -Eq '^(PONG|MISCONF|LOADING|BUSY|MASTERDOWN)'";

/** Saves a dump by replication, checks it, and deletes the oldest ones. A dump that is not complete has no final name. */
export function backupScript(
  name: string,
  {
    host,
    port,
    folder,
    keep,
  }: { readonly host: string; readonly port: number; readonly folder: string; readonly keep: number },
): string {
  return [
    'set -eu',
    'umask 077',
    `cd ${word(folder)}`,
    `file="${name}-$(date -u +%Y%m%dT%H%M%SZ).rdb"`,
    `part="$file.part"`,
    `rm -f ./${name}-*.rdb.part`,
    `trap 'rm -f "./$part"' EXIT`,
    `redis-cli -h ${word(host)} -p ${port} --rdb "$part"`,
    'redis-check-rdb "$part"',
    'mv "$part" "$file"',
    // The names end in the time, so their order is that of time.
    `ls -1 ./${name}-*.rdb | sort -r | tail -n +${keep + 1} | while read -r old; do rm -f "$old"; done`,
    'echo "Saved $file"',
    '',
  ].join('\n');
}
