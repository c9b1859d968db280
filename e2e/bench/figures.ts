/** Medians and ratios of what was measured, and where they are kept. */

import { readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Names and values; the unit is at the end of a name: _ms, _bytes, or none for a count. */
export type Figures = Record<string, number>;

export interface Scenario {
  name: string;
  runs: number;
  /** When it was measured, and how busy the machine was in the minute before that. */
  at: string;
  load: number;
  panel: Figures;
  /** Only where the reference does the same. */
  reference: Figures | null;
  /** Panel divided by reference, where both have a figure that is not zero. */
  ratio: Figures | null;
}

export interface Results {
  machine: { processor: string; cores: number; browser: string };
  scenarios: Scenario[];
}

const FILE = path.join(import.meta.dirname, 'results.json');

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** The median of each figure. */
function medians(runs: Figures[]): Figures {
  const names = new Set(runs.flatMap((run) => Object.keys(run)));
  const entries = [...names].map((name) => {
    const value = median(runs.map((run) => run[name]).filter((each) => each !== undefined));
    return [name, name.endsWith('_ms') ? Number(value.toFixed(1)) : Number(value.toFixed(4))] as const;
  });
  return Object.fromEntries(entries);
}

export function summarize(name: string, panel: Figures[], reference: Figures[]): Scenario {
  const [ours, theirs] = [medians(panel), reference.length > 0 ? medians(reference) : null];
  const ratios = Object.entries(theirs ?? {})
    .filter(([key, value]) => value > 0 && (ours[key] ?? 0) > 0)
    .map(([key, value]) => [key, Number(((ours[key] ?? 0) / value).toFixed(2))] as const);
  return {
    name,
    runs: panel.length,
    at: new Date().toISOString(),
    load: Number((os.loadavg()[0] ?? 0).toFixed(1)),
    panel: ours,
    reference: theirs,
    ratio: theirs && Object.fromEntries(ratios),
  };
}

/** Keeps these in place of those of the same name; others stay as an earlier run has left them. */
export function keep(made: Scenario[], browser: string): Results {
  let before: Scenario[] = [];
  try {
    before = (JSON.parse(readFileSync(FILE, 'utf8')) as Results).scenarios;
  } catch {
    // The first run.
  }
  const names = new Set(made.map(({ name }) => name));
  const scenarios = [...before.filter(({ name }) => !names.has(name)), ...made];
  scenarios.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  const processor = os.cpus()[0]?.model ?? 'unknown';
  const results = { machine: { processor, cores: os.cpus().length, browser }, scenarios };
  writeFileSync(FILE, `${JSON.stringify(results, null, 2)}\n`);
  return results;
}

/** A line for each figure of each scenario. */
export function table(scenarios: Scenario[]): string {
  const lines = scenarios.flatMap(({ name, runs, load, panel, reference, ratio }) => [
    '',
    `${name} (${runs} runs, load ${load})`,
    ...Object.entries(panel).map(([key, value]) => {
      const cell = (number: number | undefined) => (number === undefined ? '' : String(number)).padStart(12);
      return `  ${key.padEnd(28)}${cell(value)}${cell(reference?.[key])}${cell(ratio?.[key])}`;
    }),
  ]);
  return [`${'medians'.padEnd(30)}${['panel', 'reference', 'ratio'].map((head) => head.padStart(12)).join('')}`, ...lines].join(
    '\n',
  );
}
