import type { Api } from '../../../../shared/contract/contract.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { ActionContext } from '../../cli/action.ts';
import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import type { Arguments } from '../../flags/flags.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { serverSections } from '../../flags/server-sections.ts';
import { aclLines } from './acl-lines.ts';
import { clientFacts, clientLines } from './client-lines.ts';
import { latencyLines } from './latency-lines.ts';
import { momentLines } from './moment-lines.ts';
import { slowLogLines } from './slow-log-lines.ts';
import { memoryLines, persistenceLines, replicationLines } from './state-lines.ts';
import * as serverWords from './words.ts';

const LINES = 20;
/** The length of a moment without --until. */
const MOMENT_MS = 10_000;
/** Sections that have a time range. */
const ranged: readonly string[] = ['slow-log', 'latency', 'moment'];

const flags = [...instanceFlags, 'section', 'since', 'until', 'lines', 'kill-client', 'reason'] as const;
type Args = Arguments<(typeof flags)[number] | 'yes'>;

export const server = defineAction({
  name: 'server',
  summary: serverWords.showWhatAServerReports,
  details: [
    serverWords.sectionChoosesThePanel,
    serverWords.sinceAndUntilChooseATime,
    serverWords.killClientDisconnects,
  ],
  flags,
  async run(context, args) {
    const section = args.section ?? (args['kill-client'] === undefined ? null : 'clients');
    const all = serverSections.join(', ');
    if (section === null) throw badUsage('--section', serverWords.oneOfSections(all), serverWords.nameASection(all));
    checkFlagsOf(section, args);
    const id = instanceOf(args);
    const api = await context.api();
    if (args['kill-client'] !== undefined) return kill(context, api, id, args['kill-client'], args);
    await show[section](context, api, id, args);
    return exitCodes.done;
  },
});

type Show = (context: ActionContext, api: Api, id: string, args: Args) => Promise<void>;

const show: Readonly<Record<(typeof serverSections)[number], Show>> = {
  async 'slow-log'({ output, stop }, api, id, { since, until, lines = LINES }) {
    const range = { ...(since && { from: since }), ...(until && { to: until }) };
    const report = await stop.orStop(api.server.slowLog({ id, ...range, limit: Math.min(lines, 1000) }));
    output.answer(report, slowLogLines(report, output.columns, output.style));
  },
  async clients({ output, stop }, api, id) {
    const report = await stop.orStop(api.server.clients({ id }));
    output.answer(report, clientLines(report, output.columns, output.style));
  },
  async latency({ output, stop }, api, id, { since, until }) {
    const report = await stop.orStop(
      api.server.latency({ id, ...(since && { from: since }), ...(until && { to: until }) }),
    );
    output.answer(report, latencyLines(report, output.columns, output.style));
  },
  async memory({ output, stop }, api, id) {
    const report = await stop.orStop(api.server.memory({ id }));
    output.answer(report, memoryLines(report, output.columns, output.style));
  },
  async persistence({ output, stop }, api, id) {
    const report = await stop.orStop(api.server.persistence({ id }));
    output.answer(report, persistenceLines(report, Date.now(), output.style));
  },
  async replication({ output, stop }, api, id) {
    const report = await stop.orStop(api.server.replication({ id }));
    output.answer(report, replicationLines(report, output.columns, output.style));
  },
  async acl({ output, stop }, api, id) {
    const report = await stop.orStop(api.server.acl({ id }));
    output.answer(report, aclLines(report, output.columns, output.style));
  },
  async moment({ output, stop }, api, id, { since, until }) {
    if (since === undefined) throw badUsage('--since', serverWords.aTime, serverWords.momentNeedsSince);
    const to = until ?? new Date(Date.parse(since) + MOMENT_MS).toISOString();
    const report = await stop.orStop(api.server.moment({ id, from: since, to }));
    output.answer(report, momentLines(report, output.columns, output.style));
  },
};

/** @throws AppError BAD_VALUE for a flag of another section, and for an empty time range */
function checkFlagsOf(section: (typeof serverSections)[number], args: Args): void {
  const time = ranged.includes(section) ? undefined : (['since', 'until'] as const).find((name) => args[name]);
  if (time !== undefined) throw leftOut(`--${time}`, ranged.join(', '));
  if (section !== 'slow-log' && args.lines !== undefined) throw leftOut('--lines', 'slow-log');
  if (section !== 'clients' && args['kill-client'] !== undefined) throw leftOut('--kill-client', 'clients');
  if (args.reason !== undefined && args['kill-client'] === undefined)
    throw leftOut('--reason', 'clients --kill-client');
  const { since, until } = args;
  if (since !== undefined && until !== undefined && since >= until) {
    throw badUsage('--until', serverWords.aTimeAfterSince, serverWords.untilIsBeforeSince);
  }
}

function leftOut(flag: string, section: string): AppError {
  const message = serverWords.onlyWithSection(flag, section);
  return badUsage(flag, `--section ${section}`, message);
}

/** Asks first, and names the client that it will disconnect. */
async function kill(
  { output, questions, stop }: ActionContext,
  api: Api,
  id: string,
  client: number,
  { yes, reason }: Args,
): Promise<number> {
  const { clients } = await stop.orStop(api.server.clients({ id }));
  const found = clients.find((one) => one.id === client);
  if (!found) throw gone(client, id);
  await questions.confirm({
    yes,
    what: serverWords.disconnectsTheClient(client, id),
    lost: async () => [...clientFacts(found), serverWords.mayConnectAgain],
    question: serverWords.disconnectClient(client, id),
  });
  const { address } = found;
  const done = await stop.orStop(api.server.killClient({ id, client, address, ...(reason && { reason }) }));
  if (!done.killed) throw gone(client, id);
  output.answer(done, [serverWords.disconnected(client, address, id)]);
  return exitCodes.done;
}

function gone(client: number, id: string): AppError<'NOT_FOUND'> {
  return new AppError('NOT_FOUND', serverWords.noClient(client, id), { what: 'client', id: String(client) });
}
