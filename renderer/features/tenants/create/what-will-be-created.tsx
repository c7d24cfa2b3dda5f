import { type Icon, IconBox, IconCpu, IconFolder, IconNetwork, IconPlug } from '@tabler/icons-react';
import type { Engine } from '../../../../shared/contract/engine.ts';
import { can, PROGRAM_RUNTIME } from '../../../../shared/contract/runtimes.ts';
import type { IdCheck } from '../../../../shared/contract/tenant.ts';
import { type CreateForm, engineOf, versionOf } from './create-form.ts';
import classes from './what-will-be-created.module.css';

interface WhatWillBeCreatedProps {
  readonly form: CreateForm;
  readonly engines: readonly Engine[];
  /** Undefined while the core checks the id. */
  readonly check: IdCheck | undefined;
}

/** Everything that the creation will make, by name. */
export function WhatWillBeCreated({ form, engines, check }: WhatWillBeCreatedProps) {
  const isPublished = can(form.runtime, 'network');
  const port = form.port || check?.nextPort || '…';
  return (
    <section className={classes.made}>
      <h3 className={classes.title}>What will be created</h3>
      <dl className={classes.list}>
        {isPublished ? (
          <>
            <Line icon={IconBox} label="Container" value={check?.container} hint={imageHint(form, engines)} />
            <Line
              icon={IconNetwork}
              label="Network"
              value={check?.network}
              hint="its own bridge; other tenants cannot reach it"
            />
          </>
        ) : (
          <Line icon={IconCpu} label="Process" value={programOf(engines)} hint="keeps running when the app closes" />
        )}
        <Line
          icon={IconPlug}
          label="Port"
          value={isPublished ? `127.0.0.1:${port} → 6379` : `127.0.0.1:${port}`}
          hint="this computer only"
        />
        <Line icon={IconFolder} label="Folder" value={check?.folder} hint="redis.json, config, data, logs, backups" />
      </dl>
      <p className="hint">If a step fails, everything above is removed.</p>
    </section>
  );
}

function imageHint({ image, runtime }: CreateForm, engines: readonly Engine[]): string {
  const known = runtime && engineOf(engines, runtime)?.image;
  const name = image.trim() || known?.name || 'redis:7-alpine';
  if (known?.name !== name) return `${name}, pulled first if it is not present`;
  if (known.present) return `${name}, already present`;
  return `${name}, not present yet: pulled first`;
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
