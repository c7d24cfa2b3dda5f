import { expect, test } from 'vitest';
import { fittingColumns } from '../../../components/table/data-table-columns.ts';
import { tenantColumns } from './tenant-columns.tsx';

/** The view in a window of 1440 px, and the check box and the buttons of a row. */
const [VIEW, RESERVED] = [1440 - 208, 16 + 16 + 80 + 16];

test('tenants › a window of 1440 px › every column fits, also whether a tenant is isolated', () => {
  expect(fittingColumns(tenantColumns, VIEW, RESERVED)).toEqual(tenantColumns);
});
