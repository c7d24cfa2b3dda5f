import { createOperations, type OperationRunner } from '../../electron/services/operations/run/create-operations.ts';
import type { OperationRecorder } from '../../electron/services/operations/run/operation-recorder.ts';
import type { ExecuteDeps } from '../../electron/services/operations/run/run-operation.ts';
import { fileUndoHandlers } from '../../electron/services/operations/undo/file-undo.ts';
import type { UndoEntry } from '../../electron/services/operations/undo/undo-entry.ts';
import { type UndoHandlers, undoHandler } from '../../electron/services/operations/undo/undo-handlers.ts';
import { type ChangeBus, createChangeBus } from '../../electron/services/platform/events/change-bus.ts';
import type { Logger } from '../../electron/services/platform/log/logger.ts';
import type { Operation } from '../../shared/contract/operations.ts';

/** The undo handlers of files. Entries of other types are not accepted. */
export const onlyFiles = fileUndoHandlers as unknown as UndoHandlers;

/** Undo handlers that record the path of each entry instead of changing files. */
export function recordingHandlers(
  undone: string[],
  fails: (path: string) => Error | null = () => null,
  comesFirst?: true,
): UndoHandlers {
  const undo = async ({ path }: { readonly path: string }) => {
    const error = fails(path);
    if (error) throw error;
    undone.push(path);
  };
  const { file, folder, content } = fileUndoHandlers;
  return {
    file: undoHandler(file.schema, undo),
    folder: undoHandler(folder.schema, undo, comesFirst && { comesFirst }),
    // Read by `add`: such an entry is not synced to disk.
    content: undoHandler(content.schema, undo, { endsWithMachine: true }),
  } as unknown as UndoHandlers;
}

export function fileEntry(path: string): UndoEntry {
  return { type: 'file', path };
}

/** The document of a running operation. */
export function someOperation(change: Partial<Operation> = {}): Operation {
  return {
    id: 'op-1',
    kind: 'start',
    instance: 'main',
    title: 'Start main',
    face: 'terminal',
    pid: process.pid,
    state: 'running',
    steps: [],
    fraction: null,
    cancellable: true,
    waiting: null,
    startedAt: '2026-11-20T10:00:00.000Z',
    finishedAt: null,
    error: null,
    log: [],
    result: null,
    ...change,
  } as Operation;
}

/** A recorder that keeps what it receives. */
export function keptRecords() {
  const ended: Operation[] = [];
  const cutOff: { instance: string; operation: string; undoneBy: string; outcome: string }[] = [];
  const recorder: { -readonly [Name in keyof OperationRecorder]: OperationRecorder[Name] } = {
    hasSucceeded: async ({ id }) => ended.some((operation) => operation.id === id && operation.state === 'succeeded'),
    async ended(operation) {
      ended.push(operation);
    },
    async cutOff({ instance, operation }, undoneBy, outcome) {
      cutOff.push({ instance, operation, undoneBy, outcome });
    },
  };
  return { recorder, ended, cutOff };
}

/** A log that keeps its lines. */
export function keptLog(): Logger & { readonly errors: string[]; readonly infos: string[] } {
  const errors: string[] = [];
  const infos: string[] = [];
  return {
    errors,
    infos,
    error: (context, error) => void errors.push(`${context}: ${error instanceof Error ? error.message : error}`),
    info: (context) => void infos.push(context),
  };
}

export interface TestOperations {
  readonly home: string;
  readonly operations: OperationRunner;
  readonly bus: ChangeBus;
  readonly log: ReturnType<typeof keptLog>;
  readonly records: ReturnType<typeof keptRecords>;
  readonly succeeded: string[];
}

/** The operations of a home, with undo handlers of the test. */
export function operationsOf(
  home: string,
  options: { readonly undoHandlers?: UndoHandlers; readonly onSucceeded?: ExecuteDeps['onSucceeded'] } = {},
): TestOperations {
  const { undoHandlers = onlyFiles, onSucceeded } = options;
  const bus = createChangeBus();
  const log = keptLog();
  const records = keptRecords();
  const succeeded: string[] = [];
  const operations = createOperations({
    home,
    client: 'terminal',
    bus,
    undoHandlers,
    log,
    recorder: records.recorder,
    onSucceeded: async (id, kind, warn) => {
      succeeded.push(`${kind} ${id}`);
      await onSucceeded?.(id, kind, warn);
    },
  });
  return { home, operations, bus, log, records, succeeded };
}
