import { Input, SegmentedControl } from '@mantine/core';
import { useId } from 'react';
import type { Engine } from '../../../../shared/contract/engine.ts';
import type { RuntimeKind } from '../../../../shared/contract/values.ts';
import classes from './create-fields.module.css';
import { engineOf, versionOf } from './create-form.ts';

interface RuntimeFieldProps {
  readonly engines: readonly Engine[];
  /** Null until it is known what there is. */
  readonly runtime: RuntimeKind | null;
  readonly onChange: (runtime: RuntimeKind) => void;
}

const kinds = ['docker', 'process'] as const;
const names = { docker: 'Docker', process: 'Process' };

/** Where it runs; what cannot be chosen says why. */
export function RuntimeField({ engines, runtime, onChange }: RuntimeFieldProps) {
  const label = useId();
  const data = kinds.map((kind) => {
    const engine = engineOf(engines, kind);
    return {
      value: kind,
      label: engine?.available ? `${names[kind]} ${versionOf(engine)}`.trim() : names[kind],
      disabled: engine?.available !== true,
    };
  });
  return (
    <Input.Wrapper label="Runtime" labelElement="div" labelProps={{ id: label }}>
      <SegmentedControl<RuntimeKind>
        fullWidth
        size="xs"
        className={classes.segments ?? ''}
        aria-labelledby={label}
        data={data}
        value={runtime ?? 'docker'}
        onChange={onChange}
      />
    </Input.Wrapper>
  );
}

/** What the choice means, and why the other one cannot be made. */
export function RuntimeHints({ engines, runtime }: Pick<RuntimeFieldProps, 'engines' | 'runtime'>) {
  const away = kinds.flatMap((kind) => engineOf(engines, kind)?.problem ?? []);
  return (
    <div className={`hint ${classes.hints}`}>
      {runtime === 'process' && <p>No network isolation: every program of this machine can reach it on 127.0.0.1.</p>}
      {away.map(({ message, fix }) => (
        <p key={message}>
          {message} {fix}
        </p>
      ))}
    </div>
  );
}
