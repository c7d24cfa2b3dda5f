import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconRefresh } from '@tabler/icons-react';
import type { Engine } from '../../../shared/contract/engine.ts';
import { can, runtimeTraits } from '../../../shared/contract/runtimes.ts';
import type { RuntimeKind } from '../../../shared/contract/values.ts';
import { CopyButton } from '../../components/form/copy-button.tsx';
import { RuntimeIcon } from '../../components/layout/runtime-icon.tsx';
import { coreDetail } from '../../lib/core-sentence.ts';
import { fixLine } from './fix-line.ts';
import classes from './runtime-cards.module.css';
import * as firstRunWords from './words.ts';

interface RuntimeCardsProps {
  readonly engines: readonly Engine[];
  /** Null while none is available. */
  readonly chosen: RuntimeKind | null;
  readonly onChoose: (runtime: RuntimeKind) => void;
  readonly checking: boolean;
  readonly onCheck: () => void;
  readonly disabled: boolean;
}

/** Both runtimes with their detected versions, and how to fix an unavailable one. */
export function RuntimeCards({ engines, ...rest }: RuntimeCardsProps) {
  return (
    <div className={classes.cards} role="radiogroup" aria-label={firstRunWords.runtime}>
      {engines.map((engine) => (
        <RuntimeCard key={engine.runtime} engine={engine} {...rest} />
      ))}
    </div>
  );
}

type RuntimeCardProps = Omit<RuntimeCardsProps, 'engines'> & { readonly engine: Engine };

function RuntimeCard({ engine, chosen, onChoose, checking, onCheck, disabled }: RuntimeCardProps) {
  const { runtime, available, problem, endpoint } = engine;
  const { label: name } = runtimeTraits[runtime];
  return (
    <div className={classes.card} data-chosen={chosen === runtime || undefined} data-available={available || undefined}>
      <input
        type="radio"
        name="runtime"
        className={classes.input}
        aria-label={name}
        aria-describedby={`runtime-${runtime}`}
        checked={chosen === runtime}
        disabled={!available || disabled}
        onChange={() => onChoose(runtime)}
      />
      <h2 className={classes.name}>
        <RuntimeIcon runtime={runtime} size={18} />
        {name}
        <span className={classes.mark} aria-hidden="true" />
      </h2>
      <div id={`runtime-${runtime}`} className={classes.facts}>
        {available ? (
          <Found engine={engine} />
        ) : (
          problem && <Missing problem={problem} runtime={runtime} checking={checking} onCheck={onCheck} />
        )}
      </div>
      {available && endpoint && (
        <div className={classes.endpoint} title={endpoint}>
          {endpoint.replace(/^unix:\/\//, '')}
        </div>
      )}
    </div>
  );
}

function Found({ engine }: { readonly engine: Engine }) {
  const { runtime, product, version, answeredInMs } = engine;
  const readiness = can(runtime, 'engine') && answeredInMs !== null ? firstRunWords.ready : '';
  // Omit the suffix of the distribution (`+dfsg1`).
  return (
    <>
      <span className={classes.badge} data-good>
        <IconCheck size={12} aria-hidden="true" />
        {firstRunWords.found}
      </span>
      <p className={classes.headline}>
        {product} {version?.replace(/[+~-].*$/, '')}
        {readiness}
      </p>
      <p className={classes.text}>{can(runtime, 'image') ? whatDockerDoes(engine) : WHAT_PROCESS_DOES}</p>
    </>
  );
}

const WHAT_PROCESS_DOES = firstRunWords.runsAsANormalProcessUnder;

function whatDockerDoes({ image, canBuildImage, rootless }: Engine): string {
  const tenants = firstRunWords.eachTenantGetsItsOwnContainer;
  const how = rootless ? firstRunWords.theEngineRunsWithoutRoot : '';
  if (!image) return `${tenants}${how}`;
  if (image.present) return firstRunWords.nameIsAlreadyOnThisComputer(image.name, tenants, how);
  const build = canBuildImage ? firstRunWords.orBuiltFromTheLocalRedis : '';
  return firstRunWords.nameIsPulledFirstBuildTenants(image.name, build, tenants, how);
}

interface MissingProps {
  readonly problem: NonNullable<Engine['problem']>;
  readonly runtime: RuntimeKind;
  readonly checking: boolean;
  readonly onCheck: () => void;
}

function Missing({ problem, runtime, checking, onCheck }: MissingProps) {
  const { text, line } = fixLine(coreDetail(problem.fix));
  return (
    <>
      <span className={classes.badge} data-attention>
        <IconAlertTriangle size={12} aria-hidden="true" />
        {can(runtime, 'engine') ? firstRunWords.notReachable : firstRunWords.notFound}
      </span>
      <p className={classes.headline}>{coreDetail(problem.message)}</p>
      {text && <p className={classes.text}>{text}</p>}
      {line && (
        <div className={classes.line}>
          <code>{line}</code>
          <CopyButton value={line} what={firstRunWords.theCommand} />
        </div>
      )}
      <Button
        variant="default"
        size="compact-xs"
        className={classes.again ?? ''}
        leftSection={<IconRefresh size={12} />}
        loading={checking}
        onClick={onCheck}
        aria-label={firstRunWords.checkAgainForPart(
          can(runtime, 'engine') ? runtimeTraits[runtime].label : firstRunWords.aRedisProgram,
        )}
      >
        {firstRunWords.checkAgain}
      </Button>
    </>
  );
}
