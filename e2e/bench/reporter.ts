/** Collects the scenarios that were measured, writes results.json and prints them. */

import type { FullResult, Reporter, TestCase, TestResult } from '@playwright/test/reporter';
import { keep, type Scenario, table } from './figures.ts';

export default class BenchReporter implements Reporter {
  #scenarios: Scenario[] = [];
  #browser = '';

  onTestEnd(_test: TestCase, result: TestResult): void {
    for (const { name, body } of result.attachments) {
      if (name === 'scenario' && body) this.#scenarios.push(JSON.parse(body.toString()));
      if (name === 'browser' && body) this.#browser = body.toString();
    }
  }

  onEnd(_result: FullResult): void {
    if (this.#scenarios.length === 0) return;
    keep(this.#scenarios, this.#browser);
    console.log(`\n${table(this.#scenarios)}\n\nbench: written to e2e/bench/results.json`);
  }
}
