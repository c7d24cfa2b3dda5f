import type { ExporterState } from '../../../shared/contract/exporter.ts';
import { useConnection } from '../../client/api.ts';
import { ErrorState } from '../../components/feedback/error-state.tsx';
import { FailureBox } from '../../components/feedback/failure-box.tsx';
import { SkeletonRows } from '../../components/feedback/skeleton-rows.tsx';
import { WarningBox } from '../../components/feedback/warning-box.tsx';
import { CommandLine } from '../../components/form/command-line.tsx';
import { CopyButton } from '../../components/form/copy-button.tsx';
import { Fact, Facts } from '../../components/layout/facts.tsx';
import { Section } from '../../components/layout/section.tsx';
import { coreDetail } from '../../lib/core-sentence.ts';
import { terminalLine } from '../../lib/terminal-line.ts';
import { ExporterBadge } from './exporter-badge.tsx';
import classes from './metrics-panel.module.css';
import { MetricsRecipes } from './metrics-recipes.tsx';
import { MetricsSwitch } from './metrics-switch.tsx';
import { useExporter } from './use-exporter.ts';
import * as integrationWords from './words.ts';

/** The metrics endpoint: its switch, its URLs and examples for other programs. */
export function MetricsPanel() {
  const { data, error, refetch, isFetching } = useExporter();
  if (data === undefined && error) {
    return (
      <ErrorState
        title={integrationWords.couldNotReadTheStateOf}
        error={error}
        onRetry={() => void refetch()}
        retrying={isFetching}
      />
    );
  }
  if (data === undefined) return <SkeletonRows rows={6} widths={[180, 240]} />;
  return <Panel state={data} />;
}

function Panel({ state }: { readonly state: ExporterState }) {
  const connected = useConnection().state === 'connected';
  return (
    <Section title={integrationWords.metricsEndpoint} aside={<ExporterBadge state={state.state} />}>
      <p className={classes.text}>
        {integrationWords.metricsEndpointHint}
        <code>serve</code>
        {integrationWords.isRunning}
      </p>
      <MetricsSwitch key={state.port} state={state} connected={connected} />
      {state.message !== null && <Message state={state.state} text={coreDetail(state.message)} />}
      <div className={classes.addresses} data-off={!state.enabled || undefined}>
        <Facts>
          {Object.entries({ JSON: state.jsonUrl, Prometheus: state.prometheusUrl }).map(([name, url]) => (
            <Fact key={name} name={name}>
              <span className={classes.address}>
                <code>{url}</code>
                <CopyButton value={url} what={integrationWords.theNameUrl(name)} />
              </span>
            </Fact>
          ))}
        </Facts>
      </div>
      <MetricsRecipes state={state} />
      <div className={classes.line}>
        <CommandLine line={terminalLine('metrics', { enable: state.enabled ? 'no' : 'yes' })} />
      </div>
    </Section>
  );
}

function Message({ state, text }: { readonly state: ExporterState['state']; readonly text: string }) {
  return state === 'failed' ? <FailureBox>{text}</FailureBox> : <WarningBox role="status">{text}</WarningBox>;
}
