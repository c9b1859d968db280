/** The built panel served once more, somewhat differently, for one test. */

import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { TestInfo } from '@playwright/test';
import { site } from '../../site.mjs';

const DIST = path.join(import.meta.dirname, '..', '..', '..', 'dist');

export interface SiteOptions {
  /** Files to replace, by name; null removes one. A name such as `*.wasm` or `boot-*.js` means every file like that. */
  files?: Record<string, string | null>;
  /** Directives of the content security policy to replace; null removes one. */
  policy?: Record<string, string | null>;
  /** The path under which it is served. */
  prefix?: string;
  /** Whether it is served over https, with a certificate that signs itself. */
  secure?: boolean;
}

export interface Site {
  /** Ends in a slash. */
  url: string;
  close: () => Promise<void>;
}

/** A key and a certificate for 127.0.0.1 that nobody trusts. */
async function certificate(folder: string): Promise<{ key: string; cert: string }> {
  await mkdir(folder, { recursive: true });
  const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  const names = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  await promisify(execFile)('openssl', ['req', '-x509', ...kind, ...names, '-keyout', key, '-out', cert]);
  return { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') };
}

/** Serves a changed copy of dist/ on a free port. The cloud's CORS does not know that origin. */
export async function openSite(
  testInfo: TestInfo,
  { files = {}, policy = {}, prefix = '', secure = false }: SiteOptions,
): Promise<Site> {
  const dist = testInfo.outputPath('dist');
  await cp(DIST, dist, { recursive: true });
  const names = await readdir(dist);
  for (const [pattern, content] of Object.entries(files)) {
    const [start = '', end] = pattern.split('*');
    const meant = end === undefined ? [pattern] : names.filter((name) => name.startsWith(start) && name.endsWith(end));
    for (const name of meant) {
      for (const sibling of ['.br', '.gz']) await rm(path.join(dist, name + sibling), { force: true });
      if (content === null) await rm(path.join(dist, name), { force: true });
      else await writeFile(path.join(dist, name), content);
    }
  }
  const tls = secure ? await certificate(testInfo.outputPath('tls')) : undefined;
  const server = site({ dist, prefix, policy, ...(tls && { tls }) });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `${secure ? 'https' : 'http'}://127.0.0.1:${port}${prefix}/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
