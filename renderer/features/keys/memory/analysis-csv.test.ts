import { expect, test } from 'vitest';
import { analysisCsv } from './analysis-csv.ts';

test('analysisCsv › names with commas, no text, or like a formula › one cell each, and no formula', () => {
  const csv = analysisCsv({
    prefixes: [{ database: 0, prefix: { text: 'a,"b":' }, keys: 2, sizeBytes: 30, memoryBytes: 60, memoryError: 0.1 }],
    largest: [
      {
        ...{ database: 1, key: { base64: '/w==' }, type: 'hash', encoding: 'listpack' },
        ...{ expiresAt: null, sizeBytes: 20, memoryBytes: 50 },
      },
      {
        ...{ database: 1, key: { text: '=1+1' }, type: 'string', encoding: 'raw' },
        ...{ expiresAt: null, sizeBytes: 20, memoryBytes: null },
      },
    ],
    types: [],
    expiry: [{ untilSeconds: null, keys: 1, sizeBytes: 5 }],
    withoutExpiry: { keys: 1, sizeBytes: 25 },
    expired: { keys: 0, sizeBytes: 0 },
    sample: null,
  });
  expect(csv.split('\r\n').slice(1, 5)).toEqual([
    'prefix,0,"a,""b"":",,,2,30,60',
    'key,1,\\xff,hash,listpack,1,20,50',
    "key,1,'=1+1,string,raw,1,20,",
    'expires within seconds,,later,,,1,5,',
  ]);
});
