// Checks the shipped packages for known vulnerabilities: `node resources/release/audit.mjs`, after a build.
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The verdict on the output of `npm audit --json`: only shipped packages count, because a build tool reaches no user.
 * @param {string} answer
 * @param {ReadonlySet<string>} shipped names of packages
 * @returns {{ state: 'not-checked' | 'clean' | 'vulnerable', lines: string[] }}
 */
export function verdict(answer, shipped) {
  /** @type {any} */
  let report;
  try {
    report = JSON.parse(answer);
  } catch {
    return { state: 'not-checked', lines: ['npm audit gave no answer'] };
  }
  if (!report.vulnerabilities) {
    return { state: 'not-checked', lines: [report.message ?? report.error?.summary ?? 'npm audit gave no result'] };
  }
  const lines = Object.values(report.vulnerabilities)
    .filter(({ name, severity }) => shipped.has(name) && severity !== 'info')
    .map(({ name, severity, range }) => `${name} ${range}: ${severity}`);
  return { state: lines.length === 0 ? 'clean' : 'vulnerable', lines };
}

/**
 * The packages in a build, and Electron itself.
 * @param {string} folder of the notices
 * @returns {Set<string>}
 */
export function shippedPackages(folder) {
  const parts = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
  return new Set(['electron', ...parts.flat().map(({ name }) => name)]);
}

function main() {
  const root = join(import.meta.dirname, '../..');
  const shipped = shippedPackages(join(root, 'out/licences'));
  execFile(
    'npm',
    ['audit', '--json'],
    { cwd: root, timeout: 60_000, shell: process.platform === 'win32' },
    (_, stdout) => {
      const { state, lines } = verdict(stdout, shipped);
      switch (state) {
        case 'clean':
          process.stdout.write(`Checked: no known vulnerability in ${shipped.size} packages.\n`);
          break;
        case 'not-checked':
          // Always reported: `::warning::` shows it in the summary of the workflow.
          process.stdout.write(`::warning::Known vulnerabilities were not checked: ${lines.join(' ')}\n`);
          break;
        default:
          process.stderr.write(`Known vulnerabilities in what ships:\n${lines.map((line) => `  ${line}\n`).join('')}`);
          process.exitCode = 1;
      }
    },
  );
}

if (process.argv[1]?.endsWith('audit.mjs')) main();
