// Plain JavaScript with old syntax only, so that it can report a Node.js that is too old for the rest.

/**
 * Why this version of Node.js cannot run the program, as a sentence; null if it can.
 * @param {string} version as `process.versions.node` reports it
 * @returns {string | null}
 */
export function nodeProblem(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return null;
  return `Node.js ${version} is too old: version 20.19 or newer is needed. Install one from https://nodejs.org and try again.`;
}

/**
 * Prints the reason on stderr and, if JSON was requested, also on stdout.
 * @param {string} message
 * @param {readonly string[]} args
 */
export function refuse(message, args) {
  process.stderr.write(`${message}\n`);
  if (args.includes('--json')) {
    process.stdout.write(`${JSON.stringify({ error: { code: 'INTERNAL', message, data: {} } })}\n`);
  }
  process.exitCode = 1;
}
