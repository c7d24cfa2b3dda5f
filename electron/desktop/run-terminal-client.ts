import { app } from 'electron';

/**
 * Runs a CLI command in this process, even while an app is open on the same home. The program of an installed app
 * accepts the arguments of `manage.sh`.
 */
export function runTerminalClient(args: readonly string[]): void {
  // The CLI reads its arguments in the form that Node.js gives them.
  process.argv = [process.execPath, app.getAppPath(), ...args];
  app.dock?.hide();
  // Loaded only here: the desktop app starts without the CLI's texts.
  Promise.all([import('../terminal/run-process.ts'), import('../terminal/run-terminal.ts')]).then(
    ([{ runProcess }, { runTerminal }]) => runProcess(runTerminal),
    (error: unknown) => {
      process.stderr.write(`${error}\n`);
      app.exit(1);
    },
  );
}
