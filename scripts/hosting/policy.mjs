/** What the web server in front of the panel must send, from config.json: the content security policy and its companions. */

/**
 * @typedef {object} Cloud
 * @property {string} [identity_url]
 * @property {string} [auth] `none`: without Keystone
 * @property {string} [block_storage_url]
 * @property {string[]} [api_origins]
 * @typedef {{ clouds?: Cloud[], allowed_parents?: string[] }} Config
 */

/** Strict enough that nothing of it can end the directive it is put into: no blank, no quote, no semicolon, no IPv6. */
const ORIGIN = /^https?:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?$/;

/** Says in one sentence what the operator has to change. */
export class ConfigurationError extends Error {}

/**
 * @param {string} value An address or an origin.
 * @param {string} where What to name when it is none.
 */
export function originOf(value, where) {
  const origin = URL.canParse(value) ? new URL(value).origin : '';
  if (!ORIGIN.test(origin)) throw new ConfigurationError(`${where}: ${JSON.stringify(value)} is no address with a host name`);
  return origin;
}

/** @param {unknown} value @param {string} where @returns {string[]} */
function strings(value, where) {
  if (!Array.isArray(value) || value.some((each) => typeof each !== 'string')) {
    throw new ConfigurationError(`${where}: a list of texts is needed`);
  }
  return value;
}

/**
 * The origins that the panel talks to, or null when people may type any identity URL.
 * @param {Config} config
 */
function apiOrigins({ clouds = [] }) {
  if (!Array.isArray(clouds)) throw new ConfigurationError('clouds: a list is needed');
  if (clouds.length === 0) return null;
  return clouds.flatMap(({ identity_url = '', auth, block_storage_url = '', api_origins }, index) => {
    const where = `clouds[${index}]`;
    // Without Keystone there is no catalog: what the panel talks to is written down.
    if (auth === 'none') return [originOf(block_storage_url, `${where}.block_storage_url`)];
    if (api_origins === undefined) {
      throw new ConfigurationError(
        `${where}.api_origins is missing: list the origins of the Block Storage endpoints in the cloud's catalog ` +
          '("openstack catalog list" shows them), or [] when they have the origin of identity_url',
      );
    }
    return [
      originOf(identity_url, `${where}.identity_url`),
      ...strings(api_origins, `${where}.api_origins`).map((origin) => originOf(origin, `${where}.api_origins`)),
    ];
  });
}

const unique = (/** @type {string[]} */ values) => [...new Set(values)];

/**
 * The directives, in order.
 * @param {Config} config
 * @param {string | undefined} files The origin of the panel's files, when it is not that of the page.
 * @returns {Map<string, string>}
 */
export function policy(config, files) {
  const own = files === undefined ? "'self'" : `'self' ${files}`;
  const apis = apiOrigins(config) ?? ['http:', 'https:'];
  const parents = strings(config.allowed_parents ?? [], 'allowed_parents').map((parent) => originOf(parent, 'allowed_parents'));
  return new Map([
    ['default-src', "'none'"],
    ['script-src', `${own} 'wasm-unsafe-eval'`],
    ['style-src', own],
    ['img-src', `${own} data:`],
    ['connect-src', unique([...own.split(' '), ...apis]).join(' ')],
    ['base-uri', "'none'"],
    ['form-action', "'none'"],
    ['frame-ancestors', parents.length > 0 ? unique(parents).join(' ') : "'none'"],
  ]);
}

/** @param {Map<string, string>} directives */
export const written = (directives) => [...directives].map(([name, sources]) => `${name} ${sources}`).join('; ');

/** What the panel never asks for, nor anything that would get into it. */
const NOT_USED =
  'accelerometer camera display-capture geolocation gyroscope magnetometer microphone midi payment screen-wake-lock serial usb';

/**
 * Every response gets these.
 * @param {Config} config
 * @param {string | undefined} files
 * @returns {Array<[name: string, value: string]>}
 */
export function securityHeaders(config, files) {
  return [
    ['Content-Security-Policy', written(policy(config, files))],
    ['Referrer-Policy', 'no-referrer'],
    [
      'Permissions-Policy',
      NOT_USED.split(' ')
        .map((feature) => `${feature}=()`)
        .join(', '),
    ],
    ['X-Content-Type-Options', 'nosniff'],
  ];
}

/** Whether people may type any identity URL, which leaves the page free to talk to any host. */
export const isLoose = (/** @type {Config} */ config) => apiOrigins(config) === null;

/** For names with a hash of the content in them, and for all others. */
export const FOR_GOOD = 'public, max-age=31536000, immutable';
export const ASK_AGAIN = 'no-cache';
/** What such a name has in it; every server here reads regular expressions of this kind. */
export const HASHED = '-[0-9a-f]{16}[._/]';

/** @type {ReadonlyArray<[extension: string, type: string]>} */
export const TYPES = [
  ['html', 'text/html'],
  ['css', 'text/css'],
  ['js', 'text/javascript'],
  ['wasm', 'application/wasm'],
  ['json', 'application/json'],
  ['svg', 'image/svg+xml'],
  ['png', 'image/png'],
  ['txt', 'text/plain'],
];

/** Those of them that are text. */
export const IN_UTF8 = TYPES.map(([extension]) => extension).filter((extension) => !['wasm', 'png'].includes(extension));
