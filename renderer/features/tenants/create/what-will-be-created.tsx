import { type Icon, IconBox, IconCpu, IconFolder, IconNetwork, IconPlug } from '@tabler/icons-react';
import type { Engine } from '../../../../shared/contract/engine.ts';
import { can, PROGRAM_RUNTIME } from '../../../../shared/contract/runtimes.ts';
import type { IdCheck } from '../../../../shared/contract/tenant.ts';
import * as createWords from '../words/create.ts';
import { type CreateForm, engineOf, isElsewhere, isPublished, versionOf } from './create-form.ts';
import classes from './what-will-be-created.module.css';

interface WhatWillBeCreatedProps {
  readonly form: CreateForm;
  readonly engines: readonly Engine[];
  /** Undefined while the core checks the id. */
  readonly check: IdCheck | undefined;
}

/** Everything that the creation will make, by name. */
export function WhatWillBeCreated({ form, engines, check }: WhatWillBeCreatedProps) {
  const isRemote = isElsewhere(form);
  const isService = form.node !== '';
  const isContainer = isRemote || can(form.runtime, 'network');
  const isOpen = isPublished(form);
  // The core chooses from the range of the other machine.
  const port = form.port || (!isRemote && check?.nextPort) || '…';
  return (
    <section className={classes.made}>
      <h3 className={classes.title}>{createWords.whatWillBeCreated}</h3>
      <dl className={classes.list}>
        {isContainer ? (
          <>
            <Line
              icon={IconBox}
              label={isService ? createWords.service : createWords.container}
              value={check?.container}
              hint={isRemote ? createWords.onMachine(form.engine) : imageHint(form, engines)}
            />
            <Line
              icon={IconNetwork}
              label={createWords.network}
              value={check?.network}
              hint={isService ? createWords.itsOwnOverlay : createWords.itsOwnBridgeOtherTenantsCannot}
            />
          </>
        ) : (
          <Line
            icon={IconCpu}
            label={createWords.process}
            value={programOf(engines)}
            hint={createWords.keepsRunningWhenTheAppCloses}
          />
        )}
        <Line
          icon={IconPlug}
          label={createWords.port}
          value={isOpen ? `${port} → 6379` : isContainer ? `127.0.0.1:${port} → 6379` : `127.0.0.1:${port}`}
          hint={portHint(form, port)}
        />
        <Line
          icon={IconFolder}
          label={createWords.folder}
          value={check?.folder}
          hint={createWords.redisJsonConfigDataLogsBackups}
        />
      </dl>
      <p className="hint">{createWords.ifAStepFailsEverythingAbove}</p>
    </section>
  );
}

function portHint(form: CreateForm, port: string | number): string {
  if (form.node !== '') return createWords.onTheNode(port);
  return isPublished(form) ? createWords.openOn(form.engine) : createWords.thisComputerOnly;
}

function imageHint({ image, runtime }: CreateForm, engines: readonly Engine[]): string {
  const known = runtime && engineOf(engines, runtime)?.image;
  const name = image.trim() || known?.name || 'redis:7-alpine';
  if (known?.name !== name) return createWords.pulledIfMissing(name);
  if (known.present) return createWords.nameAlreadyPresent(name);
  return createWords.nameNotPresentYetPulledFirst(name);
}

function programOf(engines: readonly Engine[]): string {
  const engine = engineOf(engines, PROGRAM_RUNTIME);
  return engine ? `${engine.product} ${versionOf(engine)}`.trim() : 'redis-server';
}

interface LineProps {
  readonly icon: Icon;
  readonly label: string;
  readonly value: string | undefined;
  readonly hint: string;
}

function Line({ icon: Icon, label, value, hint }: LineProps) {
  return (
    <div>
      <dt>
        <Icon size={14} aria-hidden="true" />
        {label}
      </dt>
      <dd>
        <span className="mono">{value ?? '…'}</span>
        <span className="hint">{hint}</span>
      </dd>
    </div>
  );
}
