import { Redis } from 'ioredis';
import { completeCommand } from '../../../shared/console/complete-command.ts';
import { runManage } from '../../support/run-manage.ts';
import { installedMain } from '../installed.ts';
import { type Row, timed, timedEach } from '../row.ts';

const calls = 200;

/** A command of an open console, in process: checked, sent, formatted and recorded. */
const roundTrip: Row = {
  name: 'console round trip',
  unit: 'ms',
  floor: 'ioredis GET',
  goal: { max: 1 },
  async prepare() {
    const { home, services, dispose } = await installedMain('process');
    const redis = new Redis(home.port, '127.0.0.1');
    const end = new AbortController();
    const events = services.consoles.open('main', 0, end.signal);
    const { value } = await events.next();
    const session = value?.kind === 'opened' ? value.session : '';
    let isGet = false;
    return {
      // Two lines, since the history skips a line that repeats the last.
      ours: () =>
        timedEach(calls, () => {
          isGet = !isGet;
          return services.consoles.send(session, isGet ? 'GET a' : 'GET b', false);
        }),
      floor: () => timedEach(calls, () => redis.get('a')),
      async dispose() {
        redis.disconnect();
        end.abort();
        await events.return(undefined);
        await dispose();
      },
    };
  },
};

/** From the first key to the list of completions: the documentation is read and searched. */
const completion: Row = {
  name: 'console completion',
  unit: 'ms',
  floor: 'COMMAND DOCS and COMMAND by ioredis',
  goal: { max: 30 },
  async prepare() {
    const { home, services, dispose } = await installedMain('process');
    const redis = new Redis(home.port, '127.0.0.1');
    return {
      ours: () =>
        timed(async () => {
          const { commands } = await services.consoles.commands('main');
          if (completeCommand(commands, 'zr').matches.length === 0) throw new Error('no completions');
        }),
      floor: () => timed(() => Promise.all([redis.call('COMMAND', 'DOCS'), redis.call('COMMAND')])),
      async dispose() {
        redis.disconnect();
        await dispose();
      },
    };
  },
};

/** A whole `diagnose` of a healthy instance, from the start of the script to its exit. */
const diagnosis: Row = {
  name: 'console diagnose of a healthy instance, as a process',
  unit: 'ms',
  floor: 'manage.sh version',
  goal: { max: 1500 },
  async prepare() {
    const { home, dispose } = await installedMain('process');
    const run = (action: string) =>
      timed(async () => {
        const { code, stderr } = await runManage([action], home.env);
        if (code !== 0) throw new Error(`${action} ended with code ${code}: ${stderr}`);
      });
    return { ours: () => run('diagnose'), floor: () => run('version'), dispose };
  },
};

export const consoleRows: readonly Row[] = [roundTrip, completion, diagnosis];
