import { Button, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Tenant } from '../../../../shared/contract/tenant.ts';
import { api, orpc } from '../../../client/api.ts';
import { useAppMutation } from '../../../client/app-mutation.ts';
import { reasonOf } from '../../../client/errors.ts';
import { queryClient } from '../../../client/query-client.ts';
import classes from '../list/tenant-about.module.css';
import * as createWords from '../words/create.ts';

interface DescribeFormProps {
  readonly tenant: Tenant;
  readonly onDone: () => void;
}

/** Edits group and notes. Does not affect the server. Escape discards the changes. */
export function DescribeForm({ tenant, onDone }: DescribeFormProps) {
  const { id } = tenant;
  const [group, setGroup] = useState(tenant.group ?? '');
  const [notes, setNotes] = useState(tenant.notes ?? '');
  const save = useAppMutation({
    doing: createWords.describeId(id),
    run: () => api.tenants.describe({ id, group: group.trim() || null, notes: notes.trim() || null }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: orpc.tenants.key() });
      onDone();
    },
    ownError: true,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className={classes.form} onSubmit={submit} onKeyDown={(event) => event.key === 'Escape' && onDone()}>
      <TextInput
        label={createWords.group}
        autoFocus
        maxLength={60}
        value={group}
        onChange={(event) => setGroup(event.currentTarget.value)}
      />
      <Textarea
        label={createWords.notes}
        autosize
        minRows={3}
        maxRows={10}
        maxLength={2000}
        value={notes}
        onChange={(event) => setNotes(event.currentTarget.value)}
      />
      {save.error && (
        <p className={classes.error} role="alert">
          {reasonOf(save.error).message}
        </p>
      )}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onDone}>
          {createWords.cancel}
        </Button>
        <Button type="submit" loading={save.isPending}>
          {createWords.save}
        </Button>
      </div>
    </form>
  );
}
