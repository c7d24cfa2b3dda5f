import { Button } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Engine } from '../../../shared/contract/engine.ts';
import type { InstallPreview } from '../../../shared/contract/instance.ts';
import { PROGRAM_RUNTIME, runtimeKinds } from '../../../shared/contract/runtimes.ts';
import type { RuntimeKind } from '../../../shared/contract/values.ts';
import { orpc, useConnection } from '../../client/api.ts';
import { preferenceNow, usePreferenceList } from '../../client/preferences.ts';
import { ErrorState } from '../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../components/feedback/skeleton-rows.tsx';
import { CommandLine } from '../../components/form/command-line.tsx';
import { PageHead } from '../../components/layout/page-head.tsx';
import classes from './first-run-view.module.css';
import { InstallError } from './install-error.tsx';
import { InstallFacts } from './install-facts.tsx';
import { InstallFieldset } from './install-fieldset.tsx';
import { fieldErrors, type InstallFields, installLine, installRequest, noFields, typedPort } from './install-form.ts';
import { InstallProgress } from './install-progress.tsx';
import { RuntimeCards } from './runtime-cards.tsx';
import { useInstall } from './use-install.ts';
import * as firstRunWords from './words.ts';

/** Polling detects a Docker that starts while this page is open. */
const POLL_INTERVAL_MS = 3000;

/** The installation page with defaults, so that one click is enough. */
export function FirstRunView() {
  const [fields, setFields] = useState<InstallFields>(noFields);
  const port = typedPort(fields.port);
  const engines = useQuery(
    orpc.engines.list.queryOptions({
      refetchInterval: POLL_INTERVAL_MS,
      meta: { doing: firstRunWords.detectDockerAndRedis },
    }),
  );
  const preview = useQuery(
    orpc.instances.installPreview.queryOptions({
      ...(port === null ? {} : { input: { port } }),
      refetchInterval: POLL_INTERVAL_MS,
      placeholderData: keepPreviousData,
      meta: { doing: firstRunWords.checkTheInstallationRequirements },
    }),
  );
  const failed = engines.data === undefined ? engines : preview;
  if (failed.isError && failed.data === undefined) {
    const retry = () => void Promise.all([engines.refetch(), preview.refetch()]);
    return (
      <ErrorState
        wholePage
        title={firstRunWords.couldNotCheckTheInstallation}
        error={failed.error}
        onRetry={retry}
        retrying={failed.isFetching}
      />
    );
  }
  if (!engines.data || !preview.data) {
    return (
      <>
        <PageHead title={firstRunWords.installRedisOnThisComputer} subtitle={firstRunWords.reading} />
        <SkeletonRows rows={6} widths={[120, 200, 200]} />
      </>
    );
  }
  return (
    <FirstRun
      engines={engines.data}
      preview={preview.data}
      fields={fields}
      onFields={setFields}
      checking={engines.isFetching}
      onCheck={() => void engines.refetch()}
    />
  );
}

interface FirstRunProps {
  readonly engines: readonly Engine[];
  readonly preview: InstallPreview;
  readonly fields: InstallFields;
  readonly onFields: (fields: InstallFields) => void;
  readonly checking: boolean;
  readonly onCheck: () => void;
}

function FirstRun({ engines, preview, fields, onFields, onCheck }: FirstRunProps) {
  const [preferred, setPreferred] = useState<RuntimeKind | null>(null);
  const [optionsShown, setOptionsShown] = useState(false);
  const [checking, setChecking] = useState(false);
  const { state } = useConnection();
  const { install, operation, error, running } = useInstall();
  usePreferenceList();
  const preference = preferenceNow('runtime');
  const chosen = chosenRuntime(engines, preferred ?? (preference === 'auto' ? null : preference));
  const errors = fieldErrors(fields, chosen ?? PROGRAM_RUNTIME);
  const request = installRequest(fields, chosen ?? PROGRAM_RUNTIME);
  const blocked =
    chosen === null
      ? firstRunWords.neitherRuntimeIsAvailableYet
      : state !== 'connected'
        ? firstRunWords.unavailableWhileDisconnected
        : Object.keys(errors).length > 0
          ? firstRunWords.fixTheHighlightedFields
          : preview.portFree
            ? null
            : firstRunWords.portIsInUse(preview.port);
  const choosePort = (port: number) => onFields({ ...fields, port: String(port) });
  return (
    <div className={classes.page}>
      <div className={classes.middle}>
        <h1 className={classes.title}>{firstRunWords.installRedisOnThisComputer}</h1>
        <p className={classes.lead}>{firstRunWords.oneInstanceNamedMainIsolated}</p>
        <RuntimeCards
          engines={engines}
          chosen={chosen}
          onChoose={setPreferred}
          checking={checking}
          onCheck={() => {
            setChecking(true);
            onCheck();
            setTimeout(() => setChecking(false), 400);
          }}
          disabled={running}
        />
        {running && operation ? (
          <InstallProgress operation={operation} />
        ) : (
          <>
            <InstallFacts preview={preview} memory={request.memory} onUsePort={choosePort} />
            {optionsShown && (
              <InstallFieldset
                fields={fields}
                errors={errors}
                runtime={chosen}
                engines={engines}
                preview={preview}
                takeFocus={error === null}
                onChange={onFields}
              />
            )}
            {error !== null && <InstallError error={error} onUsePort={choosePort} />}
            <div className={classes.actions}>
              <Button
                size="md"
                className={classes.install ?? ''}
                disabled={blocked !== null}
                title={blocked ?? undefined}
                loading={running}
                onClick={() => install(request)}
              >
                {error === null ? firstRunWords.install : firstRunWords.tryAgain}
              </Button>
              <Button
                variant="subtle"
                color="gray"
                leftSection={<IconAdjustmentsHorizontal size={14} />}
                aria-expanded={optionsShown}
                onClick={() => setOptionsShown(!optionsShown)}
              >
                {optionsShown ? firstRunWords.hideOptions : firstRunWords.changePortMemoryVersion}
              </Button>
              <span className={classes.hint}>{blocked ?? firstRunWords.takesSecondsUninstallAnyTime}</span>
            </div>
            <CommandLine line={installLine(request)} />
          </>
        )}
      </div>
    </div>
  );
}

/** The preferred runtime if it is available, otherwise the best available one. */
function chosenRuntime(engines: readonly Engine[], preferred: RuntimeKind | null): RuntimeKind | null {
  const isUsable = (kind: RuntimeKind) => engines.some(({ runtime, available }) => runtime === kind && available);
  return [...(preferred === null ? [] : [preferred]), ...runtimeKinds].find(isUsable) ?? null;
}
