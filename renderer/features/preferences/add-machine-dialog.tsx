import { Button, Group, Modal, Select, Switch, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { api, orpc } from '../../client/api.ts';
import { useAppMutation } from '../../client/app-mutation.ts';
import { reasonOf } from '../../client/errors.ts';
import { FailureBox } from '../../components/feedback/failure-box.tsx';
import { CommandLine } from '../../components/form/command-line.tsx';
import { terminalLine } from '../../lib/terminal-line.ts';
import classes from './machines-panel.module.css';
import * as words from './words.ts';

interface AddMachineDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onAdded: () => void;
}

const empty = { name: '', address: '', context: null as string | null, certificates: '', production: false };

/**
 * Adds an engine by its address or by a Docker context. The core connects first, and adds no engine that does not
 * reply.
 */
export function AddMachineDialog({ opened, onClose, onAdded }: AddMachineDialogProps) {
  const [form, setForm] = useState(empty);
  const contexts = useQuery({
    ...orpc.engines.contexts.queryOptions({ meta: { doing: words.listContexts } }),
    enabled: opened,
  });
  const usable = (contexts.data ?? []).filter(({ problem }) => problem === null);
  const { name, address, context, certificates, production } = form;
  const place = context === null ? { address } : { context };
  const secure = context === null && address.startsWith('tcp://');
  const add = useAppMutation({
    doing: words.addMachine,
    run: () => api.engines.add({ name, ...place, production, ...(secure && certificates && { certificates }) }),
    onSuccess: () => {
      onAdded();
      onClose();
    },
    ownError: true,
  });
  const { reset } = add;
  useEffect(() => {
    if (!opened) return;
    setForm(empty);
    reset();
  }, [opened, reset]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  const shown = context === null ? { address: address || 'ADDRESS' } : { context };
  const flags = { add: name || 'NAME', ...shown, ...(secure && certificates && { certificates }) };
  return (
    <Modal opened={opened} onClose={onClose} title={words.addMachineTitle} size={520}>
      <form onSubmit={submit}>
        <TextInput
          data-autofocus
          label={words.machineName}
          description={words.machineNameHint}
          value={name}
          onChange={(event) => setForm({ ...form, name: event.currentTarget.value.trim() })}
        />
        {usable.length > 0 && (
          <Select
            mt={12}
            clearable
            label={words.context}
            placeholder={words.noContext}
            data={usable.map((one) => ({ value: one.name, label: `${one.name} (${one.address})` }))}
            value={context}
            onChange={(chosen) => setForm({ ...form, context: chosen })}
          />
        )}
        {context === null && (
          <TextInput
            mt={12}
            label={words.address}
            description={words.addressHint}
            placeholder="ssh://ci@build-01"
            value={address}
            onChange={(event) => setForm({ ...form, address: event.currentTarget.value.trim() })}
          />
        )}
        {secure && (
          <TextInput
            mt={12}
            label={words.certificates}
            description={words.certificatesHint}
            value={certificates}
            onChange={(event) => setForm({ ...form, certificates: event.currentTarget.value })}
          />
        )}
        <Switch
          mt={12}
          label={words.production}
          description={words.productionHint}
          checked={production}
          onChange={(event) => setForm({ ...form, production: event.currentTarget.checked })}
        />
        {add.error && (
          <div className={classes.line}>
            <FailureBox>{reasonOf(add.error).message}</FailureBox>
          </div>
        )}
        <div className={classes.line}>
          <CommandLine line={terminalLine('engines', production ? { ...flags, production: 'yes' } : flags)} />
        </div>
        <Group justify="flex-end" mt={12}>
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button type="submit" loading={add.isPending} disabled={name === '' || (context === null && address === '')}>
            {words.addMachine}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
