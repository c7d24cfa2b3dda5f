import { Checkbox, Chip, TextInput } from '@mantine/core';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { benchmarkTestNames } from '../../../../shared/contract/names.ts';
import { Section } from '../../../components/layout/section.tsx';
import {
  changeLabForm,
  type LabForm as Form,
  isComparison,
  isLive,
  type LoadField,
  loadFields,
  loadProblem,
  trafficProblem,
} from '../model/lab-form.ts';
import * as words from '../words.ts';
import classes from './lab-form.module.css';
import { SideB } from './side-b.tsx';

interface LabFormProps {
  readonly instance: InstanceStatus;
  readonly form: Form;
}

/** What to measure: both sides, the tests and the load. */
export function LabForm({ instance, form }: LabFormProps) {
  const { id } = instance;
  const compares = isComparison(form);
  const mayBeLive = !compares && form.traffic.trim() === '';
  return (
    <>
      <Section title={words.compare}>
        <div className={classes.side} data-side="a">
          <span className={classes.letter}>A</span>
          <div>
            <div className={classes.sideTitle}>{words.asItIsNow(id)}</div>
            <div className="hint">{words.currentVersionAndSettings}</div>
          </div>
        </div>
        <div className={classes.side} data-side="b" data-empty={!compares || undefined}>
          <span className={classes.letter}>B</span>
          <div className={classes.sideBody}>
            <div className={classes.sideTitle}>{words.changed}</div>
            {!compares && <div className="hint">{words.nothingToCompare}</div>}
            <SideB instance={instance} form={form} />
          </div>
        </div>
      </Section>
      <Section title={words.load}>
        <TestChoice id={id} form={form} />
        {loadFields.map((field) => (
          <LoadRow key={field} id={id} form={form} field={field} />
        ))}
        <p className={`hint ${classes.note}`}>{compares ? words.interleaved : words.everyTestRunsOnce}</p>
        <TextInput
          classNames={{ root: classes.field ?? '', wrapper: classes.number ?? '' }}
          label={words.recordedTraffic}
          inputMode="numeric"
          autoComplete="off"
          placeholder={words.none}
          value={form.traffic}
          error={trafficProblem(form)}
          rightSection={<span className="hint">s</span>}
          onChange={({ currentTarget: { value } }) => changeLabForm(id, { traffic: value })}
        />
        <p className={`hint ${classes.note}`}>{words.monitorCosts(id)}</p>
        <Checkbox
          size="xs"
          label={words.measureLive}
          description={mayBeLive ? words.liveSlowsOthers : words.liveNotCompared}
          checked={isLive(form)}
          disabled={!mayBeLive}
          onChange={({ currentTarget: { checked } }) => changeLabForm(id, { live: checked })}
        />
      </Section>
    </>
  );
}

function TestChoice({ id, form }: { readonly id: string; readonly form: Form }) {
  return (
    <fieldset className={classes.tests}>
      <legend className={classes.row}>
        <span>{words.tests}</span>
        <span>{words.testsOf(form.tests.length, benchmarkTestNames.length)}</span>
      </legend>
      <div className={classes.chips}>
        {benchmarkTestNames.map((name) => (
          <Chip
            key={name}
            size="xs"
            checked={form.tests.includes(name)}
            onChange={(checked) =>
              changeLabForm(id, {
                // In the order in which they run.
                tests: benchmarkTestNames.filter((one) => (one === name ? checked : form.tests.includes(one))),
              })
            }
          >
            {name.toUpperCase()}
          </Chip>
        ))}
      </div>
      {form.tests.length === 0 && (
        <p className={classes.problem} role="alert">
          {words.chooseATest}
        </p>
      )}
    </fieldset>
  );
}

const labels: Readonly<Record<LoadField, string>> = {
  clients: words.clients,
  valueBytes: words.valueSize,
  pipeline: words.pipeline,
  requests: words.requestsARound,
  rounds: words.rounds,
};

function LoadRow({ id, form, field }: { readonly id: string; readonly form: Form; readonly field: LoadField }) {
  return (
    <TextInput
      classNames={{ root: classes.field ?? '', wrapper: classes.number ?? '' }}
      label={labels[field]}
      inputMode="numeric"
      autoComplete="off"
      value={form.load[field]}
      error={loadProblem(form, field)}
      rightSection={field === 'valueBytes' ? <span className="hint">{words.bytesUnit}</span> : undefined}
      onChange={({ currentTarget: { value } }) => changeLabForm(id, { load: { ...form.load, [field]: value } })}
    />
  );
}
