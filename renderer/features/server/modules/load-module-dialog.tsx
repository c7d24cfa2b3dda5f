import { Button, FileButton, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPuzzle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ModulesPlan, ModulesRequest } from '../../../../shared/contract/modules.ts';
import { moduleTitle } from '../../../../shared/format/modules.ts';
import { orpc } from '../../../client/api.ts';
import { reasonOf } from '../../../client/errors.ts';
import type { SendProgress } from '../../../client/files.ts';
import { ConfirmDialog } from '../../../components/feedback/confirm-dialog.tsx';
import { FailureBox } from '../../../components/feedback/failure-box.tsx';
import { coreDetail } from '../../../lib/core-sentence.ts';
import { bytes } from '../../../lib/format.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { SendingBar } from '../../backups/transfer/sending-bar.tsx';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import * as modulesWords from '../words/modules.ts';
import { changeModules, type ModuleSource, sourceOf } from './do-modules.ts';
import classes from './load-module-dialog.module.css';

/** The user types a path or arguments; a trial per letter would be too many. */
const TYPING_MS = 500;

interface LoadModuleDialogProps {
  readonly id: string;
  /** Null while it is closed. */
  readonly asked: { readonly file: File | null } | null;
  readonly running: boolean;
  readonly onClose: () => void;
}

/** Loads a module from a chosen or dropped file or from a path, after a trial in a scratch server. */
export function LoadModuleDialog({ id, asked, running, onClose }: LoadModuleDialogProps) {
  const [file, setFile] = useState<File | null>(null);
  const [path, setPath] = useState('');
  const [text, setText] = useState('');
  const { source, sending, error: sendError } = useSource(file, path);
  useEffect(() => {
    setFile(asked?.file ?? null);
    setPath('');
    setText('');
  }, [asked]);
  const [typed] = useDebouncedValue(text, TYPING_MS);
  const request: ModulesRequest | null = source === null ? null : { kind: 'load', from: source, arguments: typed };
  const plan = useQuery(
    orpc.modules.plan.queryOptions({
      input: { id, request: request ?? { kind: 'unload', name: 'none' } },
      enabled: asked !== null && request !== null,
      staleTime: 0,
      retry: false,
      meta: { doing: modulesWords.checkTheModule },
    }),
  );
  const settled = text === typed && !plan.isFetching;
  const isTried = request !== null && settled && plan.data !== undefined && plan.error === null;
  return (
    <ConfirmDialog
      opened={asked !== null}
      onClose={onClose}
      title={modulesWords.loadInto(id)}
      confirmLabel={running ? modulesWords.loadIt : modulesWords.loadStopped}
      size={560}
      blocked={isTried ? null : ''}
      line={terminalLine('modules', {
        ...instanceFlag(id),
        load: file?.name ?? (path.trim() || 'FILE'),
        arguments: text.trim() || null,
      })}
      onConfirm={async (onProgress) => {
        if (request !== null) await changeModules(id, request, onProgress);
      }}
    >
      <p>{modulesWords.loadIntroduction}</p>
      <div className={classes.fields}>
        <Chooser file={file} onFile={setFile} />
        {sending !== null && <SendingBar progress={sending} />}
        {file === null && (
          <TextInput
            label={modulesWords.orPath}
            description={modulesWords.pathExplained}
            placeholder="/opt/redis/modules/module.so"
            value={path}
            onChange={(event) => setPath(event.currentTarget.value)}
          />
        )}
        <TextInput
          label={modulesWords.arguments_}
          description={modulesWords.argumentsExplained}
          value={text}
          maxLength={4096}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {sendError !== null && <FailureBox>{sendError}</FailureBox>}
        {request !== null && !settled && <p className={classes.outcome}>{modulesWords.trying}</p>}
        {request !== null && settled && plan.error !== null && (
          <FailureBox role="status">{reasonOf(plan.error).message}</FailureBox>
        )}
      </div>
      {isTried && plan.data !== undefined && <Outcome plan={plan.data} running={running} />}
    </ConfirmDialog>
  );
}

/** Uploads a chosen file if the app runs in a browser; a path needs no upload. */
function useSource(file: File | null, path: string) {
  const [source, setSource] = useState<ModuleSource | null>(null);
  const [sending, setSending] = useState<SendProgress | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [typed] = useDebouncedValue(path.trim(), TYPING_MS);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => {
    setSource(null);
    setError(null);
    if (file === null) return;
    const controller = new AbortController();
    stop.current = controller;
    sourceOf(file, { signal: controller.signal, onProgress: setSending })
      .then(setSource)
      .catch((failure: unknown) => {
        if (!controller.signal.aborted) setError(reasonOf(failure).message);
      })
      .finally(() => setSending(null));
    return () => controller.abort();
  }, [file]);
  if (file !== null) return { source, sending, error };
  return { source: typed === '' || typed !== path.trim() ? null : { path: typed }, sending: null, error: null };
}

interface ChooserProps {
  readonly file: File | null;
  readonly onFile: (file: File | null) => void;
}

function Chooser({ file, onFile }: ChooserProps) {
  return (
    <div className={classes.file}>
      <IconPuzzle size={20} aria-hidden="true" />
      <span className={classes.name} data-file={file !== null || undefined} title={file?.name}>
        {file === null ? modulesWords.orDropIt : `${file.name} (${bytes(file.size)})`}
      </span>
      <FileButton accept=".so,.dylib" onChange={onFile}>
        {(props) => (
          <Button variant="default" size="xs" data-autofocus {...props}>
            {modulesWords.chooseFile}
          </Button>
        )}
      </FileButton>
    </div>
  );
}

/** The result of the trial, and what loading does. */
function Outcome({ plan, running }: { readonly plan: ModulesPlan; readonly running: boolean }) {
  const { module, commands, settings } = plan;
  return (
    <div className={classes.outcome} role="status">
      <p>
        {modulesWords.tried} <strong>{moduleTitle({ ...module, file: null })}</strong>
      </p>
      {commands !== null && commands.length > 0 && <p>{modulesWords.itsCommands(commands.join(', '))}</p>}
      <p>{running ? modulesWords.restartsOnce : modulesWords.atNextStart}</p>
      {settings.risks.map(({ message }) => (
        <p key={message}>{coreDetail(message)}</p>
      ))}
    </div>
  );
}
