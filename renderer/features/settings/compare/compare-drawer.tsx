import { Button, Checkbox, NativeSelect, Switch, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Difference, Setting } from '../../../../shared/contract/settings.ts';
import { orpc } from '../../../client/api.ts';
import { useLiveStatuses } from '../../../client/live.ts';
import { ErrorState } from '../../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../../components/feedback/skeleton-rows.tsx';
import { Drawer } from '../../../components/layout/drawer.tsx';
import { DrawerBody, DrawerFoot } from '../../../components/layout/drawer-parts.tsx';
import { counted } from '../../../lib/counted.ts';
import { directiveTitle } from '../model/directive-words.ts';
import { setDraft } from '../model/draft.ts';
import { shownValue } from '../model/values.ts';
import * as compareWords from '../words/compare.ts';
import classes from './compare-drawer.module.css';

interface CompareDrawerProps {
  readonly id: string;
  readonly settings: readonly Setting[];
  readonly onClose: () => void;
}

/** Compares the settings of two instances and copies chosen ones from the other. */
export function CompareDrawer({ id, settings, onClose }: CompareDrawerProps) {
  const { items = [] } = useLiveStatuses();
  const others = items.filter((item) => item.id !== id).map((item) => item.id);
  const [picked, setPicked] = useState<string | null>(null);
  const [all, setAll] = useState(false);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const other = picked ?? others[0] ?? null;
  const { data, error, refetch, isFetching } = useQuery({
    ...orpc.settings.compare.queryOptions({
      input: { left: id, right: other ?? id },
      staleTime: 0,
      meta: { doing: compareWords.compareTheSettings },
    }),
    enabled: other !== null,
  });
  const shown = data?.filter(({ same }) => all || !same) ?? [];
  const chosen = shown.filter(({ directive, same, copyable }) => ticked.has(directive) && copyable && !same);
  const copy = () => {
    if (other === null) return;
    const directives = chosen.map(({ directive }) => directive);
    setDraft(id, {
      kind: 'ready',
      request: { kind: 'copy', from: other, directives },
      about: compareWords.copyingCountedFromOther(counted(directives.length, 'setting'), other),
      leftOut: [],
    });
    onClose();
  };
  const tick = (directive: string, on: boolean) => {
    const next = new Set(ticked);
    if (on) next.add(directive);
    else next.delete(directive);
    setTicked(next);
  };
  return (
    <Drawer
      title={compareWords.compare}
      subtitle={compareWords.idWithAnotherInstance(id)}
      onClose={onClose}
      width={720}
    >
      <DrawerBody>
        {other === null ? (
          <p className="text-2">{compareWords.thereIsNoOtherInstanceYet}</p>
        ) : (
          <div className={classes.tools}>
            <NativeSelect
              aria-label={compareWords.compareWith}
              size="xs"
              data={others}
              value={other}
              onChange={(event) => {
                setPicked(event.currentTarget.value);
                setTicked(new Set());
              }}
            />
            <Switch
              label={compareWords.showIdentical}
              checked={all}
              onChange={(event) => setAll(event.currentTarget.checked)}
            />
          </div>
        )}
        {error && !data && (
          <ErrorState
            title={compareWords.couldNotCompareTheSettings}
            error={error}
            onRetry={() => void refetch()}
            retrying={isFetching}
          />
        )}
        {other !== null && !data && !error && <SkeletonRows rows={6} widths={[160, 120, 120]} />}
        {data && shown.length === 0 && <p className={classes.none}>{compareWords.bothInstancesHaveTheSameSettings}</p>}
        {shown.length > 0 && other !== null && (
          <Differences settings={settings} id={id} other={other} rows={shown} ticked={ticked} onTick={tick} />
        )}
      </DrawerBody>
      <DrawerFoot>
        <Button variant="default" onClick={onClose}>
          {compareWords.close}
        </Button>
        <Button disabled={chosen.length === 0} onClick={copy}>
          {chosen.length === 0 ? compareWords.copyToId(id) : compareWords.copyCountToId(chosen.length, id)}
        </Button>
      </DrawerFoot>
    </Drawer>
  );
}

interface DifferencesProps {
  readonly settings: readonly Setting[];
  readonly id: string;
  readonly other: string;
  readonly rows: readonly Difference[];
  readonly ticked: ReadonlySet<string>;
  readonly onTick: (directive: string, on: boolean) => void;
}

function Differences({ settings, id, other, rows, ticked, onTick }: DifferencesProps) {
  const settingOf = (name: string) => settings.find((setting) => setting.name === name);
  return (
    <table className={classes.table} aria-label={compareWords.settingsOfIdAndOther(id, other)}>
      <thead>
        <tr>
          <th scope="col">
            <VisuallyHidden>{compareWords.copy}</VisuallyHidden>
          </th>
          <th scope="col">{compareWords.setting}</th>
          <th scope="col">{id}</th>
          <th scope="col">{other}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ directive, title, left, right, same, copyable }) => (
          <tr key={directive} data-same={same || undefined}>
            <td>
              {copyable && !same && (
                <Checkbox
                  aria-label={compareWords.copyDirectiveFromOther(directive, other)}
                  checked={ticked.has(directive)}
                  onChange={(event) => onTick(directive, event.currentTarget.checked)}
                />
              )}
            </td>
            <th scope="row">
              {directiveTitle(directive, title)}
              <div className="mono text-3">{directive}</div>
            </th>
            <td className="mono">{shownValue(settingOf(directive), left)}</td>
            <td className="mono">{shownValue(settingOf(directive), right)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
