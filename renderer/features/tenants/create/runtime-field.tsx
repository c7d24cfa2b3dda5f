import { Input, SegmentedControl } from '@mantine/core';
import { useId } from 'react';
import type { Engine } from '../../../../shared/contract/engine.ts';
import type { RuntimeKind } from '../../../../shared/contract/values.ts';
import classes from './create-fields.module.css';
import { engineOf, versionOf } from './create-form.ts';

interface RuntimeFieldProps {
  readonly engines: readonly Engine[];
  /** Null until the engines are known. */
  readonly runtime: RuntimeKind | null;
  readonly onChange: (runtime: RuntimeKind) => void;
}

const kinds = ['docker', 'process'] as const;
const names = { docker: 'Docker', process: 'Process' };

/** The runtime. Unavailable ones are disabled. */
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

/** The consequence of the choice, and why a runtime is not available. */
export function RuntimeHints({ engines, runtime }: Pick<RuntimeFieldProps, 'engines' | 'runtime'>) {
  const problems = kinds.flatMap((kind) => engineOf(engines, kind)?.problem ?? []);
  return (
    <div className={`hint ${classes.hints}`}>
      {runtime === 'process' && <p>No network isolation: every local program can connect to it on 127.0.0.1.</p>}
      {problems.map(({ message, fix }) => (
        <p key={message}>
          {message} {fix}
        </p>
      ))}
    </div>
  );
}
