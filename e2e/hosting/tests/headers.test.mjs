/** The file `_headers`, read as Netlify and Cloudflare Pages read it: what each file of dist/ gets in the end. */

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { headers } from '../../../scripts/hosting/headers.mjs';
import { FOR_GOOD, HASHED } from '../../../scripts/hosting/policy.mjs';
import { makeSite } from '../../../scripts/hosting/site.mjs';

const DIST = path.join(import.meta.dirname, '../../../dist');
const CONFIG = {
  clouds: [{ identity_url: 'https://keystone.example.org:5000/v3', api_origins: ['https://cinder.example.org:8776'] }],
  allowed_parents: ['https://portal.example.org'],
};

/** Cloudflare reads no more rules and no longer lines; Netlify has no such limits. */
const MAX_RULES = 100;
const MAX_LINE = 2_000;

/**
 * @typedef {{ pattern: string, set: Array<[name: string, value: string]> }} Rule
 * @param {string} text
 */
function parse(text) {
  /** @type {Rule[]} */
  const rules = [];
  for (const line of text.split('\n').filter((each) => each.trim() !== '')) {
    assert.ok(line.length <= MAX_LINE, line);
    const [, name, value] = line.match(/^\s+([A-Za-z-]+):\s*(.+)$/) ?? [];
    const rule = rules.at(-1);
    if (name !== undefined && value !== undefined && rule) rule.set.push([name, value]);
    else {
      assert.match(line, /^\/[A-Za-z0-9._~/-]*\*?$/, 'a path begins at the left, with a slash; its asterisk is its end');
      rules.push({ pattern: line, set: [] });
    }
  }
  assert.ok(rules.length <= MAX_RULES, `${rules.length} rules`);
  return rules;
}

/**
 * What a path gets: of every rule that fits, the values of one header joined.
 * @param {Rule[]} rules
 * @param {string} asked
 */
function given(rules, asked) {
  /** @type {Map<string, string>} */
  const result = new Map();
  for (const { pattern, set } of rules) {
    const fits = pattern.endsWith('*') ? asked.startsWith(pattern.slice(0, -1)) : pattern === asked;
    if (!fits) continue;
    for (const [name, value] of set) result.set(name, result.has(name) ? `${result.get(name)}, ${value}` : value);
  }
  return result;
}

for (const prefix of ['/', '/cloud/backups/']) {
  test(`_headers at ${prefix}: every file gets the policy once, and those with a hash are kept for good`, () => {
    const site = makeSite({ url: `https://panel.example${prefix}`, root: '/srv', config: CONFIG });
    const names = readdirSync(DIST);
    const rules = parse(headers(site, names));
    for (const name of ['', ...names, 'missing.js']) {
      const got = given(rules, prefix + name);
      for (const [header, value] of site.headers) assert.equal(got.get(header), value, `${name}: ${header}`);
      const isKept = new RegExp(HASHED).test(name) && !/\.(br|gz)$/.test(name);
      assert.equal(got.get('Cache-Control'), isKept ? FOR_GOOD : undefined, name);
    }
    if (prefix !== '/') assert.equal(given(rules, '/elsewhere').size, 0);
  });
}
