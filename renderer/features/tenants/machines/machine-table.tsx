import { ActionIcon, Menu, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle, IconDots } from '@tabler/icons-react';
import { Fragment } from 'react';
import { LOCAL_ENGINE } from '../../../../shared/contract/names.ts';
import { MemoryBar } from '../../../components/charts/memory-bar.tsx';
import { Sparkline } from '../../../components/charts/sparkline.tsx';
import { StateMark } from '../../../components/feedback/state-badge.tsx';
import { coreDetail } from '../../../lib/core-sentence.ts';
import { bytes, duration, elapsed, exactTime } from '../../../lib/format.ts';
import { navigateTo } from '../../../lib/navigate.ts';
import { useNow } from '../../../lib/now.ts';
import * as machinesWords from '../words/machines.ts';
import { cpuOfHour, fullIn, type MachineRow, shownName } from './machine-columns.ts';
import classes from './machines-view.module.css';

interface MachineTableProps {
  readonly rows: readonly MachineRow[];
  readonly onDrain: (name: string) => void;
}

/** One line per machine: state, engine, what its instances use, and when its memory will be full. */
export function MachineTable({ rows, onDrain }: MachineTableProps) {
  return (
    <table className={classes.machines} aria-label={machinesWords.machines}>
      <thead>
        <tr>
          <th>{machinesWords.machine}</th>
          <th>{machinesWords.state}</th>
          <th className={classes.wide}>{machinesWords.engine}</th>
          <th className={classes.number} title={machinesWords.memoryOfItsInstances}>
            {machinesWords.memory}
          </th>
          <th className={`${classes.number} ${classes.wide}`}>{machinesWords.cpuHour}</th>
          <th className={classes.number}>{machinesWords.tenants}</th>
          <th className={classes.number}>{machinesWords.memoryFullIn}</th>
          <th className={`${classes.number} ${classes.wide}`}>{machinesWords.latency}</th>
          <th>
            <VisuallyHidden>{machinesWords.actionsOf(machinesWords.machines)}</VisuallyHidden>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Fragment key={row.machine.name}>
            <Line row={row} onDrain={onDrain} />
            {row.machine.state === 'unreachable' && row.machine.name !== LOCAL_ENGINE && <Away row={row} />}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

function Line({ row, onDrain }: { readonly row: MachineRow; readonly onDrain: (name: string) => void }) {
  const { machine, figures } = row;
  const { name, address, state, product, version, memoryBytes, tenants, ports, answeredInMs, production } = machine;
  const isAway = state === 'unreachable';
  const used = figures?.usedBytes ?? null;
  const full = fullIn(figures);
  const growth = figures?.growthBytes;
  return (
    <tr data-away={isAway || undefined}>
      <td>
        <div className={classes.name}>
          {shownName(name)}
          {production && <span className={classes.tag}>{machinesWords.production}</span>}
        </div>
        <div className={classes.address}>{address ?? '—'}</div>
      </td>
      <td>
        <span className={classes.state} data-away={isAway || undefined}>
          <StateMark status={isAway ? 'engine-unreachable' : 'running'} />
          {isAway ? machinesWords.unreachable : machinesWords.connected}
        </span>
      </td>
      <td className={classes.wide}>{product ? `${product} ${version?.replace(/[+~-].*$/, '') ?? ''}` : '—'}</td>
      <td className={classes.number}>
        <MemoryBar usedBytes={used} limitBytes={memoryBytes} />{' '}
        <span className={classes.memory}>
          {memoryBytes === null ? bytes(used || null) : machinesWords.usedOf(bytes(used), bytes(memoryBytes))}
        </span>
      </td>
      <td className={`${classes.number} ${classes.wide}`}>
        <span className={classes.cpu}>
          <Sparkline values={figures?.cpu ?? []} width={64} height={18} label={machinesWords.cpuHour} />
          {isAway ? '—' : cpuOfHour(figures)}
        </span>
      </td>
      <td className={classes.number}>{machinesWords.countOf(tenants, ports.end - ports.start + 1)}</td>
      <td className={classes.number}>
        <Tooltip
          label={growth == null ? machinesWords.noForecast : machinesWords.growsADay(bytes(Math.max(0, growth)))}
        >
          <span data-soon={full?.isSoon || undefined} className={classes.full}>
            {full?.text ?? '—'}
          </span>
        </Tooltip>
      </td>
      <td className={`${classes.number} ${classes.wide}`}>
        {name === LOCAL_ENGINE || answeredInMs === null ? '—' : elapsed(answeredInMs)}
      </td>
      <td className={classes.menu}>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" size={24} aria-label={machinesWords.actionsOf(shownName(name))}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item disabled={tenants === 0 || isAway} onClick={() => onDrain(name)}>
              {machinesWords.drain}
            </Menu.Item>
            <Menu.Item onClick={() => navigateTo('/preferences')}>{machinesWords.preferences}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </td>
    </tr>
  );
}

function Away({ row: { machine } }: { readonly row: MachineRow }) {
  const now = useNow();
  const { since, problem, tenants } = machine;
  return (
    <tr className={classes.away}>
      <td colSpan={9}>
        <IconAlertTriangle size={14} aria-hidden="true" />
        {since !== null && (
          <strong>
            {machinesWords.unreachableSince(exactTime(since, now), duration((now - Date.parse(since)) / 1000))}
          </strong>
        )}
        <code>{coreDetail(problem?.message)}</code>
        <span className="text-2">{tenants > 0 && machinesWords.itsTenantsShowTheirLastState(tenants)}</span>
      </td>
    </tr>
  );
}
