import { AppError } from '../../shared/contract/errors.ts';
import type { Operation } from '../../shared/contract/operations.ts';
import type { Logger } from '../services/platform/log/logger.ts';
import type { Services } from '../services/services.ts';
import { notify } from './notify.ts';
import { coreDetail, desktopWords } from './texts.ts';
import type { TrayActions } from './tray-menu.ts';
import type { WindowOpener } from './window-opener.ts';

/**
 * Starts, stops and backs up an instance from outside the window. An action that needs an answer, such as a stop that
 * would lose keys, opens the window at the instance. A failure is shown as a notification.
 */
export function instanceActions(
  services: Promise<Services>,
  opener: WindowOpener,
  log: Logger,
): Pick<TrayActions, 'start' | 'stop' | 'backUp'> {
  const run = (
    id: string,
    failure: string,
    begin: (services: Services) => Promise<Operation>,
    done: string | null = null,
  ): void => {
    const route = `/instances/${id}`;
    const report = (detail: string) => notify({ title: failure, detail: coreDetail(detail), route }, opener);
    const work = async () => {
      const ready = await services;
      const { id: operation } = await begin(ready);
      const { state, error } = await ready.operations.settled(operation);
      if (state === 'failed') report(error?.message ?? desktopWords().openForDetails);
      if (state === 'succeeded' && done !== null) notify({ title: done, detail: '', route }, opener);
    };
    work().catch((error: unknown) => {
      if (!(error instanceof AppError)) log.error(failure, error);
      // A stop that would lose keys needs a confirmation, which only the window can show.
      if (error instanceof AppError && error.code === 'BAD_VALUE') opener.show(route);
      report(error instanceof AppError ? error.message : desktopWords().openForDetails);
    });
  };
  return {
    start: (id) => run(id, desktopWords().couldNotStart(id), ({ instances }) => instances.start(id)),
    stop: (id) => run(id, desktopWords().couldNotStop(id), ({ instances }) => instances.stop(id)),
    backUp: (id) =>
      run(
        id,
        desktopWords().couldNotBackUp(id),
        ({ backups }) => backups.create({ instance: id, kind: 'snapshot' }),
        desktopWords().backedUp(id),
      ),
  };
}
