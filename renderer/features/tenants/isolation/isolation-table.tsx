import type { IsolationProbe } from '../../../../shared/contract/tenant.ts';
import * as isolationWords from '../words/isolation.ts';
import classes from './isolation-table.module.css';
import type { Matrix, MatrixCell } from './matrix.ts';

interface IsolationTableProps {
  readonly matrix: Matrix;
  readonly chosen: MatrixCell | null;
  readonly onChoose: (cell: MatrixCell) => void;
}

const words = isolationWords.outcomes;

/** From × to, with three marks per cell: by address, by gateway and by name. */
export function IsolationTable({ matrix, chosen, onChoose }: IsolationTableProps) {
  const { ids } = matrix;
  return (
    <>
      <div className={classes.scroll}>
        <table className={classes.table} aria-label={isolationWords.attemptsBetweenTenants}>
          <thead>
            <tr>
              <th scope="col" className={classes.corner}>
                {isolationWords.fromTo}
              </th>
              {ids.map((id) => (
                <th key={id} scope="col" className={classes.to}>
                  <span title={id}>{id}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ids.map((from) => (
              <tr key={from}>
                <th scope="row" className={classes.from}>
                  {from}
                </th>
                {ids.map((to) => {
                  const cell = matrix.cell(from, to);
                  const current = cell !== null && chosen?.from === from && chosen.to === to;
                  return (
                    <td key={to} data-current={current || undefined}>
                      {cell && <AttemptsButton cell={cell} onChoose={onChoose} />}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={classes.legend}>
        {(['blocked', 'reached', 'failed'] as const).map((outcome) => (
          <span key={outcome} className={classes.meaning}>
            <Mark outcome={outcome} /> {words[outcome]}
          </span>
        ))}
        <span>{isolationWords.matrixHint}</span>
      </p>
    </>
  );
}

function AttemptsButton({
  cell,
  onChoose,
}: {
  readonly cell: MatrixCell;
  readonly onChoose: (cell: MatrixCell) => void;
}) {
  const { from, to, probes } = cell;
  const summary = probes.map(({ by, outcome }) => isolationWords.byValue(by, words[outcome])).join(', ');
  return (
    <button
      type="button"
      className={classes.tries}
      aria-label={isolationWords.fromToSummary(from, to, summary)}
      title={`${from} → ${to}: ${summary}`}
      onClick={() => onChoose(cell)}
    >
      {probes.map(({ by, outcome }) => (
        <Mark key={by} outcome={outcome} />
      ))}
    </button>
  );
}

/** Each outcome has its own shape, because colour alone is not accessible. */
function Mark({ outcome }: Pick<IsolationProbe, 'outcome'>) {
  return (
    <svg className={classes.mark} data-outcome={outcome} viewBox="0 0 8 8" width="8" height="8" aria-hidden="true">
      {outcome === 'blocked' && <path d="M1 4h6" stroke="currentColor" strokeWidth="2" />}
      {outcome === 'reached' && <path d="M4 0l4 4-4 4-4-4z" fill="currentColor" />}
      {outcome === 'failed' && <circle cx="4" cy="4" r="3" fill="none" stroke="currentColor" strokeWidth="1.5" />}
    </svg>
  );
}
