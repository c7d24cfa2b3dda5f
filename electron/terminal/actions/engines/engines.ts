import { resolve } from 'node:path';
import type { ConnectionTest, DockerContext, Machine } from '../../../../shared/contract/machine.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { type ActionContext, defineAction } from '../../cli/action.ts';
import { type ExitCode, exitCodes } from '../../cli/exit-codes.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import type { Arguments } from '../../flags/flags.ts';
import { localTime } from '../../format/local-time.ts';
import type { Style } from '../../format/style.ts';
import { tableLines } from '../../format/table.ts';
import { nodeLines } from './node-lines.ts';
import * as engineWords from './words.ts';

const WIDTH = 120;

export const engines = defineAction({
  name: 'engines',
  summary: engineWords.listAddTestAndRemoveEngines,
  details: [
    engineWords.sshUsesYourOwnSsh,
    engineWords.anEngineIsAddedOnlyIfItAnswers,
    engineWords.aNodeRunsServices,
    engineWords.drainMovesAll,
    engineWords.drainOpensPorts,
  ],
  flags: [
    'add',
    'address',
    'context',
    'certificates',
    'production',
    'port-range',
    'remove',
    'test',
    'nodes',
    'drain',
    'targets',
    'publish',
    'forward',
  ],
  async run(context, args) {
    const chosen = [args.add, args.remove, args.test, args.nodes, args.drain].filter((name) => name !== undefined);
    if (chosen.length > 1) throw badUsage('--add', engineWords.oneOfAddRemoveTest, engineWords.giveOneOfAddRemoveTest);
    if (args.add !== undefined) return add(context, args, args.add);
    for (const flag of ['address', 'context', 'certificates', 'production', 'port-range'] as const) {
      if (args[flag] !== undefined) throw badUsage(`--${flag}`, '--add NAME', engineWords.flagNeedsAdd(flag));
    }
    if (args.drain !== undefined)
      return (await import('../move/drain-engine.ts')).drainEngine(context, args, args.drain);
    for (const flag of ['targets', 'publish', 'forward'] as const) {
      if (args[flag] !== undefined) throw badUsage(`--${flag}`, '--drain NAME', engineWords.flagNeedsDrain(flag));
    }
    if (args.remove !== undefined) return remove(context, args.remove);
    if (args.test !== undefined) return test(context, args.test);
    if (args.nodes !== undefined) return nodes(context, args.nodes);
    return list(context);
  },
});

type Given = Arguments<'address' | 'context' | 'certificates' | 'production' | 'port-range'>;

async function add({ api, stop, output }: ActionContext, args: Given, name: string): Promise<ExitCode> {
  const core = await api();
  const added = await stop.orStop(
    core.engines.add({
      name,
      address: args.address,
      context: args.context,
      certificates: args.certificates === undefined ? undefined : resolve(args.certificates),
      production: args.production === 'yes',
      ports: args['port-range'],
    }),
  );
  const version = `${added.product} ${added.version}`;
  output.answer(added, [
    engineWords.engineIsAdded(added.name, added.address ?? '', version),
    engineWords.itsInstancesGetPorts(added.ports.start, added.ports.end),
  ]);
  return exitCodes.done;
}

async function remove({ api, output }: ActionContext, name: string): Promise<ExitCode> {
  const removed = await (await api()).engines.remove({ name });
  output.answer(removed, [engineWords.engineIsRemoved(name)]);
  return exitCodes.done;
}

async function test({ api, stop, output }: ActionContext, name: string): Promise<ExitCode> {
  const core = await api();
  const result = await stop.orStop(core.engines.test({ name }));
  output.answer(result, testLines(result, output.style));
  return result.ok ? exitCodes.done : exitCodes.failed;
}

function testLines({ name, address, ok, steps }: ConnectionTest, style: Style): readonly string[] {
  const marks = { ok: (text: string) => text, warning: style.attention, failed: style.danger, skipped: style.faint };
  const words = { ok: 'ok', warning: 'warning', failed: 'failed', skipped: '—' };
  return [
    `${name}  ${address}`,
    ...steps.flatMap(({ id, result, detail, fix }) => [
      `  ${engineWords.stepNames[id].padEnd(9)} ${marks[result](words[result].padEnd(7))}  ${detail}`,
      ...(fix === null ? [] : [`${' '.repeat(21)}${fix}`]),
    ]),
    ok ? engineWords.theConnectionWorks : engineWords.theConnectionFails,
  ];
}

async function nodes({ api, stop, output }: ActionContext, name: string): Promise<ExitCode> {
  const found = await stop.orStop((await api()).engines.nodes({ name }));
  output.answer(found, nodeLines(found, output.style));
  return exitCodes.done;
}

async function list({ api, stop, output }: ActionContext): Promise<ExitCode> {
  const core = await api();
  const [machines, contexts] = await stop.orStop(Promise.all([core.engines.machines(), core.engines.contexts()]));
  const known = new Set(machines.map(({ address }) => address));
  const found = contexts.filter(({ address }) => !known.has(address));
  output.answer({ machines, contexts }, [...machineLines(machines, output.style), ...contextLines(found)]);
  return exitCodes.done;
}

function machineLines(machines: readonly Machine[], style: Style): readonly string[] {
  const columns = [
    { head: 'NAME', cell: ({ name }: Machine) => name },
    { head: 'STATE', cell: ({ state }: Machine) => state },
    { head: 'ENGINE', cell: ({ product, version }: Machine) => (product ? `${product} ${version ?? ''}`.trim() : '—') },
    { head: 'ADDRESS', cell: ({ address }: Machine) => address ?? '—', dropRank: 1 },
    { head: 'TENANTS', cell: ({ tenants }: Machine) => String(tenants), right: true as const },
    { head: 'PORTS', cell: ({ ports }: Machine) => `${ports.start}–${ports.end}` },
    {
      head: 'MEMORY',
      cell: ({ memoryBytes }: Machine) => (memoryBytes === null ? '—' : formatBytes(memoryBytes)),
      right: true as const,
    },
  ];
  const table = tableLines(columns, machines, WIDTH);
  return [
    style.faint(table.head),
    ...machines.flatMap(({ problem, since }, index) => [
      table.rows[index] ?? '',
      ...(problem === null
        ? []
        : [`  ! ${problem.message}${since ? ` (${engineWords.since(localTime(new Date(since)))})` : ''}`]),
      ...(problem?.fix ? [`    ${problem.fix}`] : []),
    ]),
  ];
}

function contextLines(contexts: readonly DockerContext[]): readonly string[] {
  if (contexts.length === 0) return [];
  return [
    '',
    engineWords.dockerContextsOfThisUser,
    ...contexts.flatMap(({ name, address, problem }) => [
      `  ${name}  ${address}`,
      problem === null ? `    ${engineWords.addContext(name)}` : `    ${problem}`,
    ]),
  ];
}
