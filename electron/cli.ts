import { join } from 'node:path';
import { nodeProblem, refuse } from '../resources/launch/refuse.mjs';
import { runCached } from './terminal/cli/run-cached.ts';

const problem = nodeProblem(process.versions.node);
if (problem === null) runCached(join(import.meta.dirname, 'terminal.cjs'));
else refuse(problem, process.argv.slice(2));
