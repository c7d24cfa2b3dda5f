import { runProcess } from './run-process.ts';
import { runTerminal } from './run-terminal.ts';

// Without `await`: this is built as CommonJS, see run-cached.ts.
void runProcess(runTerminal);
