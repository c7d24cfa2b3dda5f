import { TextInput } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { Engine } from '../../../shared/contract/engine.ts';
import type { InstallPreview } from '../../../shared/contract/instance.ts';
import { can, PROGRAM_RUNTIME } from '../../../shared/contract/runtimes.ts';
import type { RuntimeKind } from '../../../shared/contract/values.ts';
import { bytes } from '../../lib/format.ts';
import classes from './install-fieldset.module.css';
import type { FieldErrors, InstallFields } from './install-form.ts';
import * as firstRunWords from './words.ts';

interface InstallFieldsetProps {
  readonly fields: InstallFields;
  readonly errors: FieldErrors;
  readonly runtime: RuntimeKind | null;
  readonly engines: readonly Engine[];
  readonly preview: InstallPreview;
  /** Focuses the first field, because the user just opened the options. */
  readonly takeFocus: boolean;
  readonly onChange: (fields: InstallFields) => void;
}

/** The installation options. An empty field shows its default as placeholder; input is validated while typing. */
export function InstallFieldset({
  fields,
  errors,
  runtime,
  engines,
  preview,
  takeFocus,
  onChange,
}: InstallFieldsetProps) {
  const chosen = engines.find((engine) => engine.runtime === runtime);
  const field = (name: keyof InstallFields) => ({
    value: fields[name],
    error: errors[name] ?? null,
    autoComplete: 'off',
    spellCheck: false,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      onChange({ ...fields, [name]: event.currentTarget.value }),
  });
  const first = useRef<HTMLInputElement>(null);
  const end = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (!takeFocus) return;
    first.current?.focus({ preventScroll: true });
    // In a low window they are below the fold.
    end.current?.scrollIntoView({ block: 'center' });
  }, [takeFocus]);
  return (
    <fieldset className={classes.fields} ref={end}>
      <legend className={classes.legend}>{firstRunWords.options}</legend>
      <TextInput
        ref={first}
        label={firstRunWords.port}
        description={firstRunWords.tenantsUseASeparatePortRange}
        placeholder={String(preview.port)}
        inputMode="numeric"
        {...field('port')}
      />
      <TextInput
        label={firstRunWords.memoryLimit}
        description={firstRunWords.mb2gb0ForNone}
        placeholder={preview.memoryLimitBytes === null ? firstRunWords.noLimit2 : bytes(preview.memoryLimitBytes)}
        {...field('memory')}
      />
      {can(runtime, 'image') && (
        <>
          <TextInput
            label={firstRunWords.image}
            description={firstRunWords.theTagSetsTheRedisVersion}
            placeholder={chosen?.image?.name ?? firstRunWords.redis7Alpine}
            {...field('image')}
          />
          <TextInput
            label={firstRunWords.imageArchive}
            description={firstRunWords.aDockerSaveArchiveForOffline}
            placeholder={firstRunWords.none}
            {...field('imageArchive')}
          />
        </>
      )}
      {runtime === PROGRAM_RUNTIME && <p className={classes.note}>{firstRunWords.versionIsInstalledOne}</p>}
    </fieldset>
  );
}
