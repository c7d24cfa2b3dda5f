import { parseArgs } from 'node:util';
import { AppError } from '../shared/contract/errors.ts';
import { runServe } from './serve/run-serve.ts';
import { guardStreams } from './services/platform/log/guard-streams.ts';

const USAGE = 'Usage: npm start -- [--host 127.0.0.1] [--port N] [--no-open]\n';

/** The web UI as its own program: serves the view to browsers on this computer until it is stopped. */
async function main(): Promise<number> {
  const given = readArguments();
  if (!given) {
    process.stderr.write(USAGE);
    return 2;
  }
  try {
    await runServe({
      ...given,
      env: process.env,
      ready: ({ url, opened }) => {
        process.stdout.write(`Vrooli Redis Desktop is ready: ${url}\n`);
        if (opened) process.stdout.write('It opens in your browser.\n');
        process.stdout.write('Press Ctrl-C to stop; Redis keeps running.\n');
      },
    });
    return 0;
  } catch (error) {
    const sentence = error instanceof AppError ? error.message : `The app could not start: ${error}`;
    process.stderr.write(`${sentence}\n`);
    return error instanceof AppError && error.code === 'BAD_VALUE' ? 2 : 1;
  }
}

function readArguments(): { host: string | undefined; port: number | undefined; open: boolean } | null {
  try {
    const { values } = parseArgs({
      options: { host: { type: 'string' }, port: { type: 'string' }, 'no-open': { type: 'boolean', default: false } },
    });
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65535)) return null;
    return { host: values.host, port, open: !values['no-open'] };
  } catch {
    return null;
  }
}

// The link was printed to a terminal that may be closed, or to a pipe: serving continues without it.
guardStreams(process);
process.exitCode = await main();
