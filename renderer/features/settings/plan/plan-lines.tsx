import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconArrowRight, IconBolt, IconBox, IconRefresh, IconX } from '@tabler/icons-react';
import type {
  PlannedChange,
  Risk,
  Setting,
  SettingsDocument,
  SettingsPlan,
} from '../../../../shared/contract/settings.ts';
import { ownValue } from '../../../../shared/own-value.ts';
import { Badge } from '../../../components/feedback/badge.tsx';
import { coreDetail } from '../../../lib/core-sentence.ts';
import { directiveTitle } from '../model/directive-words.ts';
import { type Draft, leaveOut } from '../model/draft.ts';
import { currentOf, shownValue } from '../model/values.ts';
import * as planWords from '../words/plan.ts';
import classes from './plan-pane.module.css';
import { isSevere } from './plan-words.ts';

interface PlanLinesProps {
  readonly document: SettingsDocument;
  readonly draft: Draft;
  readonly plan: SettingsPlan | null;
  readonly leftOut: readonly string[];
}

/** A line for each change, then the excluded directives. */
export function PlanLines({ document, draft, plan, leftOut }: PlanLinesProps) {
  const { id, settings } = document;
  const settingOf = (name: string) => settings.find((setting) => setting.name === name);
  // Until the new plan arrives, the old plan still contains a directive that was just excluded.
  const changes = inExecutionOrder(plan?.changes ?? []).filter(({ directive }) => !leftOut.includes(directive));
  const risks = plan?.risks ?? [];
  const lines = new Set(changes.map(({ directive }) => directive));
  const canLeaveOut = (name: string) =>
    draft.kind === 'form' ? name in draft.values : draft.kind === 'ready' && draft.request.kind !== 'revert';
  return (
    <ul className={classes.lines} aria-label={planWords.changes}>
      {changes.map((change) => (
        <Line
          key={change.directive}
          change={change}
          setting={settingOf(change.directive)}
          risks={risks.filter(({ directive }) => directive === change.directive)}
          onLeaveOut={canLeaveOut(change.directive) ? () => leaveOut(id, change.directive, true) : null}
        />
      ))}
      {risks
        .filter(({ directive }) => !lines.has(directive))
        .map((risk) => (
          <li key={`${risk.directive} ${risk.message}`} className={classes.line}>
            <span className={classes.directive}>{risk.directive}</span>
            <span className={classes.values} />
            <span className={classes.how}>
              <Badge icon={IconAlertTriangle} label={planWords.risk} tone={isSevere(risk) ? 'bad' : 'fact'} />
            </span>
            <span className={classes.note}>
              <RiskNote risk={risk} />
            </span>
          </li>
        ))}
      {leftOut.map((name) => (
        <li key={name} className={classes.line} data-out>
          <span className={classes.directive}>{name}</span>
          <span className={classes.values}>{leftOutValue(settingOf(name), draft, name)}</span>
          <span className={classes.how}>{planWords.excluded}</span>
          <span className={classes.note}>
            <Button
              variant="default"
              size="compact-xs"
              aria-label={planWords.includeName(name)}
              onClick={() => leaveOut(id, name, false)}
            >
              {planWords.include}
            </Button>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** In order of execution: live changes first, then those that need a restart. */
function inExecutionOrder(changes: readonly PlannedChange[]): readonly PlannedChange[] {
  const rank = { live: 0, restart: 1, recreate: 2 } as const;
  return changes.toSorted((a, b) => rank[a.how] - rank[b.how]);
}

interface LineProps {
  readonly change: PlannedChange;
  readonly setting: Setting | undefined;
  readonly risks: readonly Risk[];
  /** Null: the change cannot be excluded. */
  readonly onLeaveOut: (() => void) | null;
}

const badges = {
  live: { icon: IconBolt, label: planWords.live2, tone: 'good' },
  restart: { icon: IconRefresh, label: planWords.restart, tone: 'information' },
  recreate: { icon: IconBox, label: planWords.container, tone: 'information' },
} as const;

const sideEffects = {
  live: '',
  restart: planWords.alsoNeedsARestart,
  recreate: planWords.alsoRecreatesTheContainer,
} as const;

function Line({ change, setting, risks, onLeaveOut }: LineProps) {
  const { directive, title, from, to, how, note } = change;
  const severe = risks.filter(isSevere);
  const badge =
    severe.length > 0 ? ({ icon: IconAlertTriangle, label: planWords.risk, tone: 'bad' } as const) : badges[how];
  return (
    <li className={classes.line}>
      <span className={classes.directive} title={directiveTitle(directive, title)}>
        {directive}
      </span>
      <span className={classes.values}>
        {/* A live value that only goes into the file: shows the change of the file. */}
        <del className={classes.from}>{shownValue(setting, from === to ? (setting?.file ?? null) : from)}</del>
        <IconArrowRight size={12} aria-label={planWords.to} />
        <ins className={classes.to}>{shownValue(setting, to)}</ins>
      </span>
      <span className={classes.how}>
        <Badge {...badge} />
      </span>
      <span className={classes.note}>
        {risks.map((risk) => (
          <RiskNote key={risk.message} risk={risk} />
        ))}
        <span>
          {coreDetail(note)}
          {severe.length > 0 && !/restart|start/i.test(note) && sideEffects[how]}
        </span>
      </span>
      {onLeaveOut && (
        <Tooltip label={planWords.excludeFromThePlan}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={24}
            className={classes.out ?? ''}
            aria-label={planWords.excludeDirective(directive)}
            onClick={onLeaveOut}
          >
            <IconX size={14} />
          </ActionIcon>
        </Tooltip>
      )}
    </li>
  );
}

function RiskNote({ risk }: { readonly risk: Risk }) {
  return (
    <span className={classes.risk} data-level={risk.level}>
      {risk.level === 'blocked' && planWords.blocked}
      {coreDetail(risk.message)}
    </span>
  );
}

function leftOutValue(setting: Setting | undefined, draft: Draft, name: string): string {
  if (!setting || draft.kind !== 'form') return '';
  const wanted = ownValue(draft.values, name) ?? null;
  if (setting.kind === 'secret') return planWords.unchanged;
  return planWords.staysShownValueInsteadOfShown(
    shownValue(setting, currentOf(setting)),
    shownValue(setting, wanted ?? setting.default),
  );
}
