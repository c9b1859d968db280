/**
 * Makes the volume service look as old as a lane wants. Everything up to the cap is the real service's own
 * behaviour at that microversion; only the version document and the refusal above the cap are adjusted.
 */

import { setHeader } from './alter.mjs';

/** @import { Answer } from './forward.mjs' */

const BEYOND_ANY = '3.9999';

/** @param {string} version */
function minor(version) {
  return Number(version.split('.')[1]);
}

/**
 * What to send on instead of the OpenStack-API-Version that was asked for.
 * Beyond the cap the real service is asked for a version that it does not know, so that the refusal is its own.
 * @param {string | null} asked  such as `volume 3.45`
 * @param {string} maximum  such as `3.27`
 * @returns {{ send: string | null, refused: string | null }}
 */
export function lower(asked, maximum) {
  const version = asked?.match(/\bvolume(?:v3)? (latest|3\.\d+)/)?.[1];
  if (!asked || !version) return { send: asked, refused: null };
  if (version === 'latest') return { send: `volume ${maximum}`, refused: null };
  return minor(version) > minor(maximum) ? { send: `volume ${BEYOND_ANY}`, refused: version } : { send: asked, refused: null };
}

/**
 * Rewords the service's refusal for the version that was really asked for and the maximum that is pretended.
 * @param {Answer} answer
 * @param {string} refused
 * @param {string} maximum
 */
export function refusal(answer, refused, maximum) {
  const text = answer.body
    .toString()
    .replace(BEYOND_ANY, refused)
    .replace(/maximum is 3\.\d+/, `maximum is ${maximum}`);
  return setHeader({ ...answer, body: Buffer.from(text) }, 'OpenStack-API-Version', `volume ${refused}`);
}

/** @param {string} path */
export function isVersionDocument(path) {
  return path === '/' || path === '' || path === '/v3/';
}

/**
 * @param {Answer} answer
 * @param {string} maximum
 * @returns {Answer}
 */
export function cappedDocument(answer, maximum) {
  const json = JSON.parse(answer.body.toString());
  for (const version of json.versions ?? []) if (version.version) version.version = maximum;
  return { ...answer, body: Buffer.from(JSON.stringify(json)) };
}
