import { Autocomplete, Select, Switch, TextInput } from '@mantine/core';
import type { Engine } from '../../../../shared/contract/engine.ts';
import type { IdCheck, TenantPorts } from '../../../../shared/contract/tenant.ts';
import * as createWords from '../words/create.ts';
import classes from './create-fields.module.css';
import {
  type CreateForm,
  type FormProblems,
  isElsewhere,
  isPublished,
  persistenceChoices,
  policies,
} from './create-form.ts';
import { CreateMore } from './create-more.tsx';
import { IdField } from './id-field.tsx';
import { MachineField } from './machine-field.tsx';
import { NodeField } from './node-field.tsx';
import { PublishField } from './publish-field.tsx';
import { RuntimeField, RuntimeHints } from './runtime-field.tsx';

interface CreateFieldsProps {
  readonly form: CreateForm;
  readonly onChange: (form: CreateForm) => void;
  readonly engines: readonly Engine[];
  readonly ports: TenantPorts | undefined;
  readonly check: IdCheck | undefined;
  readonly problems: FormProblems;
  /** The drawer was already open: the form returns after a creation. */
  readonly returns: boolean;
}

/** The fields of a new tenant. All but the id have defaults. */
export function CreateFields(props: CreateFieldsProps) {
  const { form, onChange, engines, ports, check, problems, returns } = props;
  const isHere = !isElsewhere(form);
  // A port that other computers can reach has a password.
  const isOpen = form.node !== '' || isPublished(form);
  const next = ports?.free[0] ?? check?.nextPort ?? null;
  return (
    <>
      <IdField id={form.id} onChange={(id) => onChange({ ...form, id })} check={check} autoFocus={returns} />
      <MachineField
        engine={form.engine}
        onChange={(engine) => onChange({ ...form, engine, node: '', publish: false, port: '' })}
      />
      <NodeField engine={form.engine} node={form.node} onChange={(node) => onChange({ ...form, node, port: '' })} />
      {form.node === '' && (
        <PublishField
          engines={[form.engine]}
          publish={form.publish}
          onChange={(publish) => onChange({ ...form, publish })}
        />
      )}
      <div className={classes.row}>
        {isHere && (
          <div className={classes.grow}>
            <RuntimeField
              engines={engines}
              runtime={form.runtime}
              onChange={(runtime) => onChange({ ...form, runtime })}
            />
          </div>
        )}
        <TextInput
          w={132}
          label={createWords.port}
          inputMode="numeric"
          placeholder={!isHere ? createWords.nextFree : next === null ? createWords.noneLeft : String(next)}
          value={form.port}
          onChange={(event) => onChange({ ...form, port: event.currentTarget.value.trim() })}
          error={problems.port}
          rightSectionWidth={66}
          rightSectionPointerEvents="none"
          rightSection={
            isHere && form.port === '' && next !== null ? <span className="hint">{createWords.nextFree}</span> : null
          }
        />
      </div>
      {isHere ? (
        <RuntimeHints engines={engines} runtime={form.runtime} />
      ) : (
        form.node === '' && !isOpen && <p className="hint">{createWords.onAnotherMachine}</p>
      )}
      <div className={classes.row}>
        <Autocomplete
          w={132}
          label={createWords.memoryLimit}
          data={['128mb', '256mb', '512mb', '1gb']}
          // Always shows all suggestions, not only those that match the input.
          filter={({ options }) => options}
          value={form.memory}
          onChange={(memory) => onChange({ ...form, memory })}
          error={problems.memory}
        />
        <Select
          className={classes.grow ?? ''}
          label={createWords.whenMemoryIsFull}
          data={policies}
          value={form.policy}
          onChange={(policy) => policy !== null && onChange({ ...form, policy })}
          allowDeselect={false}
        />
      </div>
      <Select
        mt={16}
        label={createWords.dataOnDisk}
        data={persistenceChoices}
        value={form.persistence}
        onChange={(persistence) => persistence !== null && onChange({ ...form, persistence })}
        allowDeselect={false}
      />
      <Switch
        mt={16}
        label={createWords.generateAPassword}
        description={createWords.charactersKeptInTheTenants}
        checked={form.generatePassword || isOpen}
        disabled={isOpen}
        onChange={(event) => onChange({ ...form, generatePassword: event.currentTarget.checked })}
      />
      <CreateMore {...props} />
    </>
  );
}
