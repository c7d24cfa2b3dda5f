import { runManage } from '../../support/run-manage.ts';
import { runProgram } from '../../support/run-program.ts';
import { installedMain } from '../installed.ts';
import { type Row, timed } from '../row.ts';

/** A whole command from the start of the script to its exit, with main running as a process. */
function commandRow(action: string, times: number): Row {
  return {
    name: `manage.sh ${action}`,
    unit: 'ms',
    floor: 'node -e 0',
    goal: { times },
    async prepare() {
      const { home, dispose } = await installedMain('process');
      return {
        ours: () =>
          timed(async () => {
            const { code, stderr } = await runManage(['--action', action, '--json'], home.env);
            if (code !== 0) throw new Error(`${action} ended with code ${code}: ${stderr}`);
          }),
        floor: () => timed(() => runProgram(process.execPath, ['-e', '0'])),
        dispose,
      };
    },
  };
}

/** Each loads what its action needs: no service, one instance, and all instances with their engines. */
export const terminalRows: readonly Row[] = [
  commandRow('version', 1.3),
  commandRow('status', 2.2),
  commandRow('list-clients', 2.5),
];
