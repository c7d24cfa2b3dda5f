import { join } from 'node:path';
import { runCached } from './terminal/cli/run-cached.ts';

runCached(join(import.meta.dirname, 'terminal.cjs'));
