import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type PrivateEngine, startPrivateEngine } from '../runner/private-engine.ts';
import { dockerProblem } from '../support/docker-host.ts';
import { sweep } from '../support/sweep.ts';
import { measure, type Outcome } from './measure.ts';
import { table } from './print.ts';
import { backupRows } from './rows/backup.ts';
import { benchmarkRows } from './rows/benchmark.ts';
import { browserRows } from './rows/browser.ts';
import { chartsRows } from './rows/charts.ts';
import { compareRows } from './rows/compare.ts';
import { consoleRows } from './rows/console.ts';
import { desktopRows } from './rows/desktop.ts';
import { installRows } from './rows/install.ts';
import { keyHistoryRows } from './rows/key-history.ts';
import { keysRows } from './rows/keys.ts';
import { liveRows } from './rows/live.ts';
import { liveKeysRows } from './rows/live-keys.ts';
import { machineRows } from './rows/machines.ts';
import { metricsRows } from './rows/metrics.ts';
import { restoreKeysRows } from './rows/restore-keys.ts';
import { serverPanelRows } from './rows/server-panels.ts';
import { settingsRows } from './rows/settings.ts';
import { statusRows } from './rows/status.ts';
import { tenantRows } from './rows/tenants.ts';
import { terminalRows } from './rows/terminal.ts';
import { viewTaskRows } from './rows/view-tasks.ts';

const allRows = [
  ...backupRows,
  ...statusRows,
  ...installRows,
  ...terminalRows,
  ...browserRows,
  ...chartsRows,
  ...desktopRows,
  ...viewTaskRows,
  ...liveRows,
  ...liveKeysRows,
  ...keysRows,
  ...restoreKeysRows,
  ...keyHistoryRows,
  ...compareRows,
  ...metricsRows,
  ...serverPanelRows,
  ...settingsRows,
  ...consoleRows,
  ...tenantRows,
  ...machineRows,
  ...benchmarkRows,
];

/**
 * `npm run bench -- [name…] [--json [--out FILE]]`: measures the rows whose names start with one of the given names,
 * all by default. A missed goal is printed, but is no failure.
 * @returns the exit code: 2 for a name that no row has, 1 when a row could not be measured completely
 */
export async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, out: { type: 'string' } },
  });
  const rows = allRows.filter(
    ({ name }) => positionals.length === 0 || positionals.some((one) => name.startsWith(one)),
  );
  if (rows.length === 0) {
    process.stderr.write(
      `No row starts with ${positionals.join(' or ')}. Rows:\n${allRows.map(({ name }) => name).join('\n')}\n`,
    );
    return 2;
  }
  const token = `vt-${setRunId()}-`;
  const engine = (await dockerProblem()) === null ? null : await startPrivateEngine();
  const stop = cleanUp(token, engine);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stop().then(() => process.exit(130)));
  const outcomes: Outcome[] = [];
  const left: string[] = [];
  let failed = false;
  try {
    for (const row of rows) {
      process.stderr.write(`measuring ${row.name} …\n`);
      const problem = (await row.problem?.()) ?? null;
      if (problem) left.push(`${row.name}: not measured: ${problem}`);
      else
        await measure(row).then(
          (outcome) => outcomes.push(outcome),
          async (error: Error) => {
            failed = true;
            left.push(`${row.name}: FAILED: ${error.stack ?? error.message}`);
            // Its servers would be a load for the following rows.
            await sweep(token);
          },
        );
    }
  } finally {
    await stop();
  }
  const document = JSON.stringify({ at: new Date().toISOString(), node: process.version, rows: outcomes }, null, 2);
  if (values.out) await writeFile(values.out, `${document}\n`);
  process.stdout.write(values.json ? `${document}\n` : `\n${table(outcomes)}\n`);
  for (const line of left) process.stderr.write(`${line}\n`);
  return failed ? 1 : 0;
}

function setRunId(): string {
  const id = randomBytes(3).toString('hex');
  process.env.TEST_RUN_ID = id;
  return id;
}

/** Once, however many rows need it. */
function cleanUp(token: string, engine: PrivateEngine | null): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => {
    done ??= sweep(token).finally(() => engine?.stop());
    return done;
  };
}
