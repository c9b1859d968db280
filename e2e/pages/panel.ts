/** The panel as a whole: opening it, signing in, and what is on every page. */

import { expect, type Locator, type Page } from '@playwright/test';
import type { Lane } from '../edge/client.mjs';
import { PANEL_URL } from '../tests/support/environment.ts';
import { keptSession } from '../tests/support/session.ts';
import { BackupPage } from './backup-page.ts';
import { BackupsPage } from './backups-page.ts';
import { Choice } from './choice.ts';
import { CreateDialog } from './create-dialog.ts';
import { DoctorPage } from './doctor-page.ts';
import { Header } from './header.ts';
import { ReauthenticationDialog } from './reauthentication-dialog.ts';
import { RestoreDialog } from './restore-dialog.ts';
import { SignInPage } from './sign-in-page.ts';

interface Someone {
  user: string;
  password: string;
}

export class Panel {
  readonly signInPage: SignInPage;
  readonly projectChoice: Choice;
  readonly regionChoice: Choice;
  readonly header: Header;
  readonly backups: BackupsPage;
  readonly backup: BackupPage;
  readonly createDialog: CreateDialog;
  readonly doctor: DoctorPage;
  readonly reauthentication: ReauthenticationDialog;
  readonly restoreDialog: RestoreDialog;
  readonly root: Locator;
  /** Whatever is announced as wrong. */
  readonly alert: Locator;

  constructor(
    readonly page: Page,
    readonly lane: Lane,
  ) {
    this.root = page.locator('[data-backup-panel]');
    this.alert = page.getByRole('alert').filter({ visible: true });
    this.signInPage = new SignInPage(page);
    this.projectChoice = new Choice(page, 'Choose a project');
    this.regionChoice = new Choice(page, 'Choose a region');
    this.header = new Header(page);
    this.backups = new BackupsPage(page);
    this.backup = new BackupPage(page);
    this.restoreDialog = new RestoreDialog(page);
    this.createDialog = new CreateDialog(page);
    this.doctor = new DoctorPage(page);
    this.reauthentication = new ReauthenticationDialog(page);
  }

  /** Loads the panel; `hash` is what follows the # of an address. */
  async open(hash = ''): Promise<void> {
    await this.page.goto(hash ? `./#${hash}` : './');
  }

  /** Until the first list, or the error in its place, is on screen. */
  async ready(): Promise<void> {
    await expect(this.root).toHaveAttribute('data-ready', 'true');
  }

  /** The same where the page's clock stands, for which the frame after the first rows waits. */
  async readyAtStoppedClock(): Promise<void> {
    await expect(this.backups.rows.first()).toBeVisible();
    await this.page.clock.runFor(100);
    await this.ready();
  }

  /** From the list into one of its backups, until its facts are on screen. */
  async openBackup(id: string): Promise<void> {
    await this.backups.link(id).click();
    await expect(this.backup.section('Details')).toBeVisible();
  }

  /** Opens the panel and signs in through this test's lane; a choice of project or region is left to the test. */
  async signIn({ user, password }: Someone, hash = ''): Promise<void> {
    await this.open(hash);
    await this.signInPage.signIn({ identity: this.lane.identity, user, password });
  }

  /** The same for a user that has one project in one region; waits for the first list. */
  async enterByForm(someone: Someone, hash = ''): Promise<void> {
    await this.signIn(someone, hash);
    await this.ready();
  }

  /** The same without the form, for what is not about signing in: the session is in the tab before the panel is. */
  async enter(someone: Someone & { project: { id: string } }, hash = ''): Promise<void> {
    const { name, value } = await keptSession(this.lane, someone);
    const given = await this.page.addInitScript(
      ([origin, key, session]) => {
        if (window.top === window && location.origin === origin) sessionStorage.setItem(key, session);
      },
      [new URL(PANEL_URL).origin, name, value] as const,
    );
    // From a page of its own, so that it is loaded even if it is there already.
    if (this.page.url() !== 'about:blank') await this.page.goto('about:blank');
    await this.open(hash);
    // Given once: what the panel forgets is to stay forgotten.
    await given.dispose();
    await this.ready();
  }
}
