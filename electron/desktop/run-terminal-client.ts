import { app } from 'electron';

/**
 * Runs a command of the terminal client in this process, beside an app that may be open on the same home: the program of
 * an installed app takes the arguments of `manage.sh`.
 */
export function runTerminalClient(args: readonly string[]): void {
  // As Node has them, for the client reads its own.
  process.argv = [process.execPath, app.getAppPath(), ...args];
  app.dock?.hide();
  // Loaded only here: the app itself starts without the terminal's words.
  Promise.all([import('../terminal/run-process.ts'), import('../terminal/run-terminal.ts')]).then(
    ([{ runProcess }, { runTerminal }]) => runProcess(runTerminal),
    (error: unknown) => {
      process.stderr.write(`${error}\n`);
      app.exit(1);
    },
  );
}
