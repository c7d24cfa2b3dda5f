import type { TenantMoved } from '../../../../shared/contract/move.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { counted } from '../../../../shared/format/count.ts';
import { shortDuration } from '../../../../shared/format/duration.ts';
import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { perform } from '../../cli/perform.ts';
import { requireClientId } from '../../cli/require-client.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import { localTime } from '../../format/local-time.ts';
import * as moveWords from './words.ts';

export const moveClient = defineAction({
  name: 'move-client',
  summary: moveWords.moveATenantToAnotherMachine,
  details: [
    moveWords.howAMoveWorks,
    moveWords.writesWaitShortly,
    moveWords.theNodeOfASwarm,
    moveWords.thePublishedPort,
    moveWords.theOldCopyIsKept,
    moveWords.theForwarderNeedsTheApp,
  ],
  flags: ['client-id', 'engine', 'node', 'publish', 'undo', 'forward'],
  async run(context, args) {
    const id = requireClientId(args, 'move-client');
    const { engine, node, publish } = args;
    const undo = args.undo === 'yes';
    if (undo && engine !== undefined) throw badUsage('--engine', '--undo yes', moveWords.eitherEngineOrUndo);
    if (!undo && engine === undefined) {
      throw badUsage('--engine', moveWords.aNameOfAnEngine, moveWords.moveClientNeedsEngine);
    }
    const input = { id, engine, node, publish, undo, forward: args.forward === 'yes' };
    const { from } = await context.stop.orStop((await context.api()).tenants.movePreview(input));
    // A move loses nothing, so only production asks.
    await context.questions.confirm({
      ...{ yes: 'yes', what: moveWords.disconnectsTheClientsOf(id), question: moveWords.moveId(id) },
      lost: async () => [moveWords.theMoveWillDisconnect(id, from.engine)],
    });
    const { result } = await perform(context, (api) => api.tenants.move(input));
    context.output.answer(result, movedLines(result, undo));
    return exitCodes.done;
  },
});

function forwardedLine({ port, tlsPort, until }: NonNullable<TenantMoved['forwarder']>): string {
  const end = localTime(new Date(until));
  return tlsPort === undefined ? moveWords.forwarded(port, end) : moveWords.bothForwarded(port, tlsPort, end);
}

function movedLines(moved: TenantMoved, isUndone: boolean): readonly string[] {
  const { id, to, url, keys, digest, copiedBytes, pausedMs, durationMs, safetyBackup, forwarder } = moved;
  return [
    moveWords.tenantIsMoved(id, to.engine),
    moveWords.newUrl(url, to.port),
    ...(to.tlsPort === undefined ? [] : [moveWords.newTlsPort(to.tlsPort)]),
    ...(keys === null
      ? [moveWords.filesAreEqual(formatBytes(copiedBytes), digest)]
      : [
          moveWords.keysAreEqual(counted(keys, 'key'), digest),
          moveWords.howLong(formatBytes(copiedBytes), shortDuration(durationMs), `${Math.round(pausedMs)} ms`),
        ]),
    moveWords.oldCopy(safetyBackup),
    ...(forwarder ? [forwardedLine(forwarder)] : []),
    ...(isUndone ? [] : [moveWords.toUndo(id)]),
  ];
}
