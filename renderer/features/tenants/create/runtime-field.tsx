import { Input, SegmentedControl } from '@mantine/core';
import { useId } from 'react';
import type { Engine } from '../../../../shared/contract/engine.ts';
import { can, runtimeKinds, runtimeTraits } from '../../../../shared/contract/runtimes.ts';
import type { RuntimeKind } from '../../../../shared/contract/values.ts';
import { coreDetail } from '../../../lib/core-sentence.ts';
import * as createWords from '../words/create.ts';
import classes from './create-fields.module.css';
import { engineOf, versionOf } from './create-form.ts';

interface RuntimeFieldProps {
  readonly engines: readonly Engine[];
  /** Null until the engines are known. */
  readonly runtime: RuntimeKind | null;
  readonly onChange: (runtime: RuntimeKind) => void;
}

/** The runtime. Unavailable ones are disabled. */
export function RuntimeField({ engines, runtime, onChange }: RuntimeFieldProps) {
  const label = useId();
  const data = runtimeKinds.map((kind) => {
    const { label: name } = runtimeTraits[kind];
    const engine = engineOf(engines, kind);
    return {
      value: kind,
      label: engine?.available ? `${name} ${versionOf(engine)}`.trim() : name,
      disabled: engine?.available !== true,
    };
  });
  return (
    <Input.Wrapper label={createWords.runtime} labelElement="div" labelProps={{ id: label }}>
      <SegmentedControl<RuntimeKind>
        fullWidth
        size="xs"
        className={classes.segments ?? ''}
        aria-labelledby={label}
        data={data}
        value={runtime ?? runtimeKinds[0]}
        onChange={onChange}
      />
    </Input.Wrapper>
  );
}

/** The consequence of the choice, and why a runtime is not available. */
export function RuntimeHints({ engines, runtime }: Pick<RuntimeFieldProps, 'engines' | 'runtime'>) {
  const problems = runtimeKinds.flatMap((kind) => engineOf(engines, kind)?.problem ?? []);
  return (
    <div className={`hint ${classes.hints}`}>
      {runtime !== null && !can(runtime, 'network') && <p>{createWords.noNetworkIsolationEveryLocal}</p>}
      {problems.map(({ message, fix }) => (
        <p key={message}>
          {coreDetail(message)} {coreDetail(fix)}
        </p>
      ))}
    </div>
  );
}
