import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { Ref } from 'react';

interface FindFieldProps {
  readonly label: string;
  /** The label by default. */
  readonly placeholder?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly className?: string | undefined;
  readonly ref?: Ref<HTMLInputElement>;
}

/** A search field that filters a list; Escape clears it. */
export function FindField({ label, placeholder = label, value, onChange, className = '', ref }: FindFieldProps) {
  return (
    <TextInput
      ref={ref}
      data-find
      className={className}
      aria-label={label}
      placeholder={placeholder}
      leftSection={<IconSearch size={14} />}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      // Otherwise Escape also closes the drawer around the field.
      {...(value === '' ? {} : { 'data-mantine-stop-propagation': 'true' })}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && value !== '') onChange('');
      }}
    />
  );
}
