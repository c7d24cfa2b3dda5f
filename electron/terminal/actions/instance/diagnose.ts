import { resolve } from 'node:path';
import type { Api } from '../../../../shared/contract/contract.ts';
import type { Check, Diagnosis } from '../../../../shared/contract/diagnostics.ts';
import { diagnosisMarkdown } from '../../../../shared/diagnosis-report.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { counted } from '../../../../shared/format/count.ts';
import { remedyLine } from '../../../../shared/remedy-line.ts';
import { type ActionContext, defineAction } from '../../cli/action.ts';
import { type ExitCode, exitCodes } from '../../cli/exit-codes.ts';
import { perform } from '../../cli/perform.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import type { Arguments } from '../../flags/flags.ts';
import type { Style } from '../../format/style.ts';
import { printHistory } from './diagnose-history.ts';
import { mayReplace, writeOutput } from './output-file.ts';
import * as instanceWords from './words.ts';

export const diagnose = defineAction({
  name: 'diagnose',
  summary: instanceWords.checkRuntimesInstancesAndTenants,
  details: [
    instanceWords.theExitCodeIs1When,
    instanceWords.diagnoseOutputIsAReport,
    instanceWords.diagnoseHistoryListsEarlierRuns,
  ],
  flags: ['output', 'history'],
  async run(context, args) {
    if (args.history) {
      if (args.output !== undefined) {
        throw badUsage('--history', instanceWords.leftOutWithOutput, instanceWords.historyRunsNoChecks);
      }
      return printHistory(context);
    }
    const file = args.output === undefined ? null : reportFile(args.output);
    const replaces = file !== null && (await mayReplace(context, args, file.path));
    const api = await context.api();
    await testIsolation(context, api);
    return file === null ? print(context, api) : save(context, api, file, replaces);
  },
});

type Form = 'md' | 'json' | 'tar.gz';

interface ReportFile {
  readonly path: string;
  readonly form: Form;
}

/** @throws AppError BAD_VALUE unless the file name determines the format of the report */
function reportFile(given: Required<Arguments<'output'>>['output']): ReportFile {
  const form = /\.(md|json|tar\.gz)$/.exec(given)?.[1] as Form | undefined;
  if (form !== undefined) return { path: resolve(given), form };
  const expected = instanceWords.aFileThatEndsWithMdJson;
  throw badUsage('--output', expected, instanceWords.outputIsNoReport(given, expected));
}

async function testIsolation(context: ActionContext, api: Api): Promise<void> {
  const tenants = await context.stop.orStop(api.tenants.list().catch(() => []));
  const inNetworks = tenants.filter(({ isolated, state }) => isolated && state === 'running');
  if (inNetworks.length > 1) await perform(context, (client) => client.tenants.testIsolation());
}

async function print({ stop, output }: ActionContext, api: Api): Promise<ExitCode> {
  const found = await stop.orStop(api.diagnostics.run());
  const checks = found.checks.map(withLine);
  output.answer({ ...found, checks }, [...checks.flatMap((check) => linesOf(check, output.style)), verdict(found)]);
  return exitCodeOf(found);
}

async function save(
  { stop, output }: ActionContext,
  api: Api,
  { path, form }: ReportFile,
  replaces: boolean,
): Promise<ExitCode> {
  const { diagnosis, content } = await stop.orStop(form === 'tar.gz' ? bundleOf(api) : reportOf(api, form));
  await writeOutput(path, content, replaces);
  const sizeBytes = content.byteLength;
  output.answer({ path, sizeBytes, ok: diagnosis.ok, at: diagnosis.at }, [
    instanceWords.reportIsSavedAs(path, formatBytes(sizeBytes)),
    verdict(diagnosis),
  ]);
  return exitCodeOf(diagnosis);
}

interface Report {
  readonly diagnosis: Diagnosis;
  readonly content: Buffer;
}

async function bundleOf(api: Api): Promise<Report> {
  const { diagnosis, content } = await api.diagnostics.bundle();
  return { diagnosis, content: Buffer.from(content, 'base64') };
}

async function reportOf(api: Api, form: 'md' | 'json'): Promise<Report> {
  const diagnosis = await api.diagnostics.run();
  const text = form === 'md' ? diagnosisMarkdown(diagnosis) : `${JSON.stringify(diagnosis, null, 2)}\n`;
  return { diagnosis, content: Buffer.from(text) };
}

function verdict({ ok, checks }: Pick<Diagnosis, 'ok' | 'checks'>): string {
  if (!ok) return instanceWords.someChecksFailedSeeTheLines;
  const warnings = checks.filter(({ level }) => level === 'warn').length;
  return warnings === 0 ? instanceWords.allChecksPassed : instanceWords.noCheckFailed(counted(warnings, 'warning'));
}

function exitCodeOf({ ok }: Pick<Diagnosis, 'ok'>): ExitCode {
  return ok ? exitCodes.done : exitCodes.failed;
}

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
