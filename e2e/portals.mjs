/**
 * The origins of the portals that the browser tests embed the panel into: one for each of Playwright's workers. The panel
 * that they test allows them to hold it in a frame, and the cloud lets them read its answers. On the command line it
 * prints them for the cloud's EXTRA_ORIGINS: `node portals.mjs PANEL_PORT`.
 */

/** More than a small machine has cores: a test also waits. */
export const WORKERS = 3;

/** @param {string | number} panelPort */
export const portalOrigins = (panelPort) =>
  Array.from({ length: WORKERS }, (_, worker) => `http://127.0.0.1:${Number(panelPort) + 1 + worker}`);

if (import.meta.filename === process.argv[1]) console.log(portalOrigins(process.argv[2] ?? '').join(','));
