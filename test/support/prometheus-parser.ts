/** One sample line: `name{label="value"} 1`. */
export interface ParsedSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface ParsedFamily {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly samples: readonly ParsedSample[];
}

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(,|$)/y;
const VALUE = /^([+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|NaN|[+-]?Inf)$/;

/**
 * Parses Prometheus's text format 0.0.4, more strictly than Prometheus itself: every metric must have one HELP and one
 * TYPE, in this order, before its consecutive samples.
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
 * @throws Error with the invalid line
 */
export function parsePrometheus(text: string): ReadonlyMap<string, ParsedFamily> {
  if (text !== '' && !text.endsWith('\n')) throw new Error('the last line has no line end');
  const families = new Map<string, { name: string; type: string; help: string; samples: ParsedSample[] }>();
  let current: string | null = null;
  const seen = new Set<string>();
  for (const line of text.split('\n').slice(0, -1)) {
    const wrong = (why: string) => new Error(`${why}: ${line}`);
    const [, kind, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
    if (kind === 'HELP') {
      if (!NAME.test(name) || families.has(name)) throw wrong('a second HELP, or an invalid name');
      if (/\\[^\\n]|\\$/.test(rest.replaceAll('\\\\', ''))) throw wrong('an unknown escape');
      families.set(name, { name, type: '', help: rest, samples: [] });
      current = name;
      continue;
    }
    const family = families.get(current ?? '');
    if (kind === 'TYPE') {
      if (!family || name !== current || family.type !== '') throw wrong('a TYPE that does not follow its HELP');
      if (!/^(counter|gauge|histogram|summary|untyped)$/.test(rest)) throw wrong('an unknown type');
      family.type = rest;
      continue;
    }
    const sample = parseSample(line);
    if (!sample) throw wrong('not a sample');
    if (!family || sample.name !== current || family.type === '') throw wrong('a sample outside of its family');
    const key = JSON.stringify([sample.name, Object.entries(sample.labels).sort()]);
    if (seen.has(key)) throw wrong('the same sample twice');
    seen.add(key);
    family.samples.push(sample);
  }
  for (const { name, samples } of families.values()) if (samples.length === 0) throw new Error(`no sample of ${name}`);
  return families;
}

function parseSample(line: string): ParsedSample | null {
  const [, name = '', labelText, value = ''] = /^([^{\s]+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
  if (!NAME.test(name) || !VALUE.test(value)) return null;
  const labels = labelText === undefined ? {} : parseLabels(labelText);
  if (labels === null) return null;
  const number = /Inf$/.test(value) ? (value.startsWith('-') ? -Infinity : Infinity) : Number(value);
  return { name, labels, value: number };
}

function parseLabels(text: string): Record<string, string> | null {
  const labels: Record<string, string> = {};
  let at = 0;
  while (at < text.length) {
    LABEL.lastIndex = at;
    const found = LABEL.exec(text);
    const [, name = '', value = ''] = found ?? [];
    if (!found || name in labels) return null;
    labels[name] = value.replace(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char));
    at = LABEL.lastIndex;
  }
  return labels;
}
