import type { Check } from '../../../../shared/contract/diagnostics.ts';
import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { perform } from '../../cli/perform.ts';
import { remedyLine } from '../../format/remedy-line.ts';
import type { Style } from '../../format/style.ts';
import * as instanceWords from './words.ts';

export const diagnose = defineAction({
  name: 'diagnose',
  summary: instanceWords.checkRuntimesInstancesAndTenants,
  details: [instanceWords.theExitCodeIs1When],
  flags: [],
  async run(context) {
    const api = await context.api();
    const tenants = await context.stop.orStop(api.tenants.list());
    const inNetworks = tenants.filter(({ isolated, state }) => isolated && state === 'running');
    if (inNetworks.length > 1) await perform(context, (client) => client.tenants.proveIsolation());
    const found = await context.stop.orStop(api.diagnostics.run());
    const verdict = found.ok ? instanceWords.allChecksPassed : instanceWords.someChecksFailedSeeTheLines;
    const checks = found.checks.map(withLine);
    context.output.answer({ ...found, checks }, [
      ...checks.flatMap((check) => linesOf(check, context.output.style)),
      verdict,
    ]);
    return found.ok ? exitCodes.done : exitCodes.failed;
  },
});

/** The arguments for `manage.sh` come last and without a full stop, so that a user can copy them. */
function withLine(check: Check): Check {
  const { fix, remedy } = check;
  if (!remedy) return check;
  const line = instanceWords.inATerminal(remedyLine(remedy));
  return { ...check, fix: fix === null ? line : `${fix} ${line}` };
}

function linesOf({ level, title, detail, fix }: Check, style: Style): readonly string[] {
  const mark = level === 'fail' ? style.danger('fail') : level === 'warn' ? style.attention('warn') : level.padEnd(4);
  return [`${mark}  ${title}: ${detail}`, ...(fix === null || level === 'ok' ? [] : [`      ${fix}`])];
}
