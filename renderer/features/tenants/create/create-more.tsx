import { Collapse, Textarea, TextInput, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { Engine } from '../../../../shared/contract/engine.ts';
import { can } from '../../../../shared/contract/runtimes.ts';
import * as createWords from '../words/create.ts';
import parts from './create-fields.module.css';
import { type CreateForm, engineOf, type FormProblems } from './create-form.ts';
import classes from './create-more.module.css';

interface CreateMoreProps {
  readonly form: CreateForm;
  readonly onChange: (form: CreateForm) => void;
  readonly engines: readonly Engine[];
  readonly problems: FormProblems;
}

/** Fields that rarely change: image, hard limits, group and notes. */
export function CreateMore({ form, onChange, engines, problems }: CreateMoreProps) {
  // After a failure these values stay visible, because they may be the reason.
  const [opened, setOpened] = useState(
    () => `${form.image}${form.containerMemory}${form.containerCpus}${form.group}${form.notes}` !== '',
  );
  const hasImage = can(form.runtime, 'image');
  const image = (form.runtime && engineOf(engines, form.runtime)?.image?.name) ?? 'redis:7-alpine';
  const Arrow = opened ? IconChevronDown : IconChevronRight;
  return (
    <div className={classes.more}>
      <UnstyledButton className={classes.head ?? ''} aria-expanded={opened} onClick={() => setOpened(!opened)}>
        <Arrow size={14} aria-hidden="true" />
        <strong>{createWords.more}</strong>
        <span className={classes.what}>
          {hasImage ? createWords.imageHardLimitsGroupNotes(image) : createWords.groupNotes}
        </span>
      </UnstyledButton>
      <Collapse expanded={opened} transitionDuration={120}>
        <div className={classes.fields}>
          {hasImage && (
            <>
              <TextInput
                label={createWords.image}
                placeholder={image}
                value={form.image}
                onChange={(event) => onChange({ ...form, image: event.currentTarget.value })}
              />
              <div className={parts.row}>
                <TextInput
                  className={parts.grow ?? ''}
                  label={createWords.containerMemoryLimit}
                  placeholder={createWords.automatic}
                  value={form.containerMemory}
                  onChange={(event) => onChange({ ...form, containerMemory: event.currentTarget.value })}
                  error={problems.containerMemory}
                />
                <TextInput
                  className={parts.grow ?? ''}
                  label={createWords.processors}
                  placeholder={createWords.allProcessors}
                  inputMode="decimal"
                  value={form.containerCpus}
                  onChange={(event) => onChange({ ...form, containerCpus: event.currentTarget.value.trim() })}
                  error={problems.containerCpus}
                />
              </div>
            </>
          )}
          <TextInput
            label={createWords.group}
            placeholder={createWords.shopsInternalTools}
            maxLength={60}
            value={form.group}
            onChange={(event) => onChange({ ...form, group: event.currentTarget.value })}
          />
          <Textarea
            label={createWords.notes}
            placeholder={createWords.notesForYourself}
            autosize
            minRows={2}
            maxRows={6}
            maxLength={2000}
            value={form.notes}
            onChange={(event) => onChange({ ...form, notes: event.currentTarget.value })}
          />
        </div>
      </Collapse>
    </div>
  );
}
