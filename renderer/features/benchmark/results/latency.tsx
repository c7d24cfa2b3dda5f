import type { BenchmarkTest } from '../../../../shared/contract/benchmark.ts';
import { fixed } from '../../../lib/format.ts';
import { latencyChange, type ShownResult, type ShownTest } from '../model/shown-result.ts';
import * as words from '../words.ts';
import classes from './results.module.css';

const figures = ['p50Ms', 'p95Ms', 'p99Ms', 'maxMs'] as const;
const names = { p50Ms: 'p50', p95Ms: 'p95', p99Ms: 'p99', maxMs: words.max } as const;

/** The latency percentiles of both sides. A clear change of B has an arrow. */
export function Latency({ shown: { tests, labels } }: { readonly shown: ShownResult }) {
  const compares = labels.b !== null;
  return (
    <section aria-label={words.latency}>
      <header className={classes.title}>
        <h2>{words.latency}</h2>
        <span className="hint">{compares ? words.latencyCompared : words.latencyUnit}</span>
      </header>
      <div className={classes.scroll}>
        <table className={classes.latency}>
          <thead>
            <tr>
              <th className={classes.left}>{words.test}</th>
              {figures.map((figure) => (
                <th key={figure}>{compares && figure === 'p50Ms' ? `A ${names[figure]}` : names[figure]}</th>
              ))}
              {compares &&
                figures.map((figure) => (
                  <th key={figure}>{figure === 'p50Ms' ? `B ${names[figure]}` : names[figure]}</th>
                ))}
            </tr>
          </thead>
          <tbody>
            {tests.map((test) => (
              <tr key={test.name}>
                <th scope="row" className={classes.left}>
                  {test.name}
                </th>
                {figures.map((figure) => (
                  <td key={figure}>{milliseconds(test.a, figure)}</td>
                ))}
                {compares && figures.map((figure) => <ChangedCell key={figure} test={test} figure={figure} />)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function ChangedCell({ test, figure }: { readonly test: ShownTest; readonly figure: (typeof figures)[number] }) {
  const change = latencyChange(test, figure);
  const text = test.b === null ? '—' : milliseconds(test.b, figure);
  if (change === null) return <td>{text}</td>;
  return (
    <td data-change={change} title={change === 'lower' ? words.lower : words.higher}>
      <span aria-hidden="true">{change === 'lower' ? '↓ ' : '↑ '}</span>
      {text}
    </td>
  );
}

function milliseconds(test: BenchmarkTest, figure: (typeof figures)[number]): string {
  const value = test[figure];
  if (value === null) return '—';
  return value < 10 ? fixed(value, 2) : fixed(value, 1);
}
