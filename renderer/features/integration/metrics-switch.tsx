import { Button, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ExporterState } from '../../../shared/contract/exporter.ts';
import classes from './metrics-panel.module.css';
import { useSaveExporter } from './use-exporter.ts';
import * as integrationWords from './words.ts';

interface MetricsSwitchProps {
  readonly state: ExporterState;
  readonly connected: boolean;
}

/** The switch and the port of the endpoint. A new port applies on Enter or with its button. */
export function MetricsSwitch({ state, connected }: MetricsSwitchProps) {
  const save = useSaveExporter();
  const [typed, setTyped] = useState(String(state.port));
  const port = portOf(typed);
  const changed = port !== state.port;
  const busy = save.isPending;
  const apply = () => {
    if (port !== null && changed && connected && !busy) save.mutate({ port });
  };
  return (
    <form
      className={classes.controls}
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <Switch
        label={integrationWords.enableEndpoint}
        checked={state.enabled}
        disabled={!connected || busy}
        onChange={(event) => save.mutate({ enabled: event.currentTarget.checked, ...(port !== null && { port }) })}
      />
      <span className={classes.port}>
        <label htmlFor="metrics-port">{integrationWords.port}</label>
        <TextInput
          id="metrics-port"
          classNames={{ wrapper: classes.portField ?? '', error: classes.problem ?? '' }}
          value={typed}
          inputMode="numeric"
          autoComplete="off"
          disabled={!connected}
          error={port === null && integrationWords.enterAPort}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {changed && (
          <Button type="submit" variant="default" disabled={port === null || !connected} loading={busy}>
            {integrationWords.thisPortToUse}
          </Button>
        )}
      </span>
    </form>
  );
}

function portOf(text: string): number | null {
  const number = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
  return number >= 1 && number <= 65_535 ? number : null;
}
